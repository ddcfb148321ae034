// Whether a person may do what only approvers may, as somebody with ADMIN_TOKEN says who it is.

import type { Approvers } from '../approvers.ts';
import type { Id } from '../message.ts';

/** Undefined: may. Fails closed. */
export async function approverFault(approvers: Approvers, by: Id): Promise<string | undefined> {
  switch (await approvers.may(by)) {
    case 'yes':
      return undefined;
    case 'nobody':
      return 'nobody is an approver: set SLACK_APPROVERS to the user ids of those who may do this';
    case 'no':
      return '`by` is not among SLACK_APPROVERS, nor in SLACK_APPROVER_GROUP';
  }
}
