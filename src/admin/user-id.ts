// Who says that they do it, as a user id of Slack. A name would be kept in the audit.

import { z } from 'zod';
import { type Id, toId } from '../message.ts';

/** Source: Slack docs, user ids begin with U or W. */
const USER = /^[UW][A-Z0-9]{2,30}$/;

export const UserId = z.string().transform((value, context): Id => {
  const id = USER.test(value) ? toId(value) : undefined;
  if (!id) context.addIssue({ code: 'custom', message: 'is no user id of Slack, such as U024BE7LH' });
  return id as Id;
});
