import type { Id } from '../message.ts';
import { code, type Line, time } from './pieces.ts';

/** The last line of every card: how fresh it is, what to quote to an engineer, and what it never holds. */
export function footer(noticeId: Id, now: Date): Line {
  return ['As of ', time(now), ' · notice ', code(noticeId), ' · No message text is ever sent to Slack'];
}
