// One conversation, read as far as Intercom shows it, and judged as if its messages came today.

import type { Assess } from './assess.ts';
import type { IntercomWork } from './intercom/client.ts';
import type { Refusal } from './intercom/refusal.ts';
import type { Id, MessageName, Origin } from './message.ts';
import type { NewFinding } from './store/finding-rows.ts';

export interface Looked {
  readonly kind: 'looked';
  /** Of every text in it, with when it was said. */
  readonly messages: readonly (MessageName & { readonly saidAt: Date })[];
  readonly found: readonly NewFinding[];
  /** Parts that Intercom does not show: older than the newest 500. */
  readonly unseen: number;
  /** It is a ticket, and the token may not read its fields. */
  readonly fieldsHidden: boolean;
}

export type LookThrough = (workspaceId: Id, conversationId: Id, origin: Origin) => Promise<Looked | Refusal>;

export function createLookThrough({
  assess,
  read,
  clock,
}: {
  readonly assess: Assess;
  readonly read: IntercomWork['read'];
  readonly clock: () => Date;
}): LookThrough {
  return async (workspaceId, conversationId, origin) => {
    const now = clock();
    const answer = await read(workspaceId, conversationId, now);
    if (answer.kind !== 'messages') return answer;
    const { found } = await assess(answer, origin, now);
    const { messages, unseen, fieldsHidden } = answer;
    return {
      kind: 'looked',
      messages: messages.map(({ resource, messageId, saidAt }) => ({ resource, messageId, saidAt })),
      found,
      unseen,
      fieldsHidden,
    };
  };
}
