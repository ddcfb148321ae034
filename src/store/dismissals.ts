// One finding that a person says is no personal data, without its card. Where there is a card this counts as a press
// of it: its thread is told who it was, and buttons that were drawn before come late.

import type { Selectable, Transaction } from 'kysely';
import type { AuditEntry } from '../audit.ts';
import type { Id } from '../message.ts';
import type { Finding } from '../outcome.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { dismissRows, type Vouching } from './dismiss-rows.ts';
import { toFinding } from './finding-rows.ts';
import { raiseNotice } from './notices.ts';
import { acceptNext, forgetPress } from './press-rows.ts';
import type { Queue } from './queue.ts';
import type { FindingTable, Tables } from './schema.ts';

export type Dismissed =
  | { readonly kind: 'dismissed'; readonly finding: Finding }
  /** Somebody pressed a button of its card at the same time. */
  | { readonly kind: 'late' }
  /** It is open no more, or no rule matched in it. */
  | { readonly kind: 'over' }
  | { readonly kind: 'unknown' };

export interface Dismissals {
  /** What comes late, or finds nothing left to do, changes nothing and is in the audit all the same. */
  dismiss(id: Id, vouching: Vouching): Promise<Dismissed>;
  /** Somebody asked for it who may not. */
  refused(id: Id, by: Id): Promise<void>;
}

interface Dependencies {
  readonly createId: () => Id;
  readonly clock: () => Date;
  /** Exceptions were added. */
  readonly onExceptions: () => void;
}

export function createDismissals({ db }: Database, queue: Queue, deps: Dependencies): Dismissals {
  async function change(trx: Transaction<Tables>, id: Id, vouching: Vouching): Promise<boolean> {
    const rows = await trx.selectFrom('finding').selectAll().where('id', '=', id).forUpdate().execute();
    return dismissRows(trx, rows, vouching, deps);
  }

  return {
    async dismiss(id, vouching) {
      const { by, reason } = vouching;
      const dismissed = await db.transaction().execute(async (trx): Promise<Dismissed> => {
        const known = await trx.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirst();
        if (!known) return { kind: 'unknown' };
        const noticeId = await noticeOf(trx, known);
        const at = deps.clock();
        // The press before the finding, as with a button: two that wait for each other's would both fail.
        const press =
          noticeId && (await acceptNext(trx, { noticeId, by, action: 'not_personal_data', reason }, at));
        const isLate = noticeId !== undefined && !press;
        const hasChanged = !isLate && (await change(trx, id, vouching));
        await writeAudit(trx, [entryOf(known, by, at, hasChanged ? 'done' : 'late')]);
        if (!hasChanged) {
          if (press) await forgetPress(trx, press);
          return { kind: isLate ? 'late' : 'over' };
        }
        if (noticeId) await raiseNotice(trx, queue, noticeId);
        return { kind: 'dismissed', finding: { ...toFinding(known), state: 'dismissed' } };
      });
      if (dismissed.kind === 'dismissed') deps.onExceptions();
      return dismissed;
    },
    refused: (id, by) =>
      db.transaction().execute(async (trx) => {
        const known = await trx.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirst();
        if (known) await writeAudit(trx, [entryOf(known, by, deps.clock(), 'refused')]);
      }),
  };
}

type Row = Selectable<FindingTable>;

async function noticeOf(trx: Transaction<Tables>, row: Row): Promise<Id | undefined> {
  const notice = await trx
    .selectFrom('notice')
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where('conversation_id', '=', row.conversation_id)
    .executeTakeFirst();
  return notice?.id;
}

function entryOf(row: Row, actor: Id, at: Date, result: AuditEntry['result']): AuditEntry {
  return {
    at,
    actor,
    action: 'mark_not_personal_data',
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    subjectId: row.message_id,
    result,
  };
}
