// What the token may do, asked without an effect. Intercom has no endpoint that lists a token's permissions, so that
// each is tried on an id that cannot exist: Intercom's ids are positive. That a missing permission is refused before
// the id is looked up is inferred, so that a 404 makes a permission likely and a refusal makes it certain to miss.

import type { Id } from '../message.ts';
import type { IntercomCaller, Reply } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';
import { errorCode } from './replies.ts';

export const PROBES = [
  'read_conversations',
  'read_tickets',
  'side_conversations',
  'redact',
  'delete',
  'delete_with_metrics',
  'deleted_list',
] as const;
export type ProbeName = (typeof PROBES)[number];

export type Probed =
  | { readonly kind: 'allowed' }
  /** Not asked: the id that cannot exist does, or that could not be found out. */
  | { readonly kind: 'not_asked' }
  | Refusal;

const NO_SUCH_ID = '0';

export async function probe(caller: IntercomCaller, name: ProbeName): Promise<Probed> {
  switch (name) {
    case 'read_conversations':
      return judge(await caller.call('GET', '/conversations?per_page=1'), 200);
    case 'read_tickets':
      return judge(await caller.call('GET', `/tickets/${NO_SUCH_ID}`), 404);
    case 'side_conversations': {
      const path = `/conversations/${NO_SUCH_ID}/side_conversations`;
      return judge(await caller.call('GET', path, { needs: 'side_conversations' }), 404);
    }
    case 'redact': {
      const body = {
        type: 'conversation_part',
        conversation_id: NO_SUCH_ID,
        conversation_part_id: NO_SUCH_ID,
      };
      return judge(await caller.call('POST', '/conversations/redact', { body, needs: 'redact' }), 404);
    }
    case 'delete':
      return probeDeletion(caller, true);
    case 'delete_with_metrics':
      return probeDeletion(caller, false);
    case 'deleted_list':
      return judge(
        await caller.call('GET', '/conversations/deleted?per_page=1', { needs: 'deleted_list' }),
        200,
      );
  }
}

/** Whether there is a teammate of this id. Source: Intercom docs, retrieve an admin. */
export async function probeAdmin(caller: IntercomCaller, adminId: Id): Promise<Probed> {
  const reply = await caller.call('GET', `/admins/${adminId}`);
  return reply.kind === 'answer' && reply.status === 404 ? { kind: 'gone' } : judge(reply, 200);
}

/** Only once Intercom itself has said that there is no such conversation. */
async function probeDeletion(caller: IntercomCaller, retainMetrics: boolean): Promise<Probed> {
  const path = `/conversations/${NO_SUCH_ID}`;
  const seen = await caller.call('GET', path);
  if (seen.kind !== 'answer') return seen;
  if (seen.status !== 404 || errorCode(seen.body) === 'unknown') return { kind: 'not_asked' };
  const reply = retainMetrics
    ? await caller.call('DELETE', path, { needs: 'delete' })
    : await caller.call('DELETE', `${path}?retain_metrics=false`, {
        body: { retain_metrics: false },
        needs: 'retain_metrics',
      });
  return judge(reply, 404);
}

function judge(reply: Reply, good: 200 | 404): Probed {
  if (reply.kind !== 'answer') return reply;
  return reply.status === good ? { kind: 'allowed' } : refusal(reply.status, reply.body);
}
