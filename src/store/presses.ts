// What people did with the buttons of a card. A press is accepted by its row: one for each turn of a card, so that
// whoever is first counts. The row, what it changes, the audit and the card's next revision are one transaction.

import type { Selectable, Transaction } from 'kysely';
import type { AuditAction, AuditEntry } from '../audit.ts';
import { type Id, NO_ID } from '../message.ts';
import type { Press, PressAction, Pressed } from '../press.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { raiseNotice } from './notices.ts';
import { type Conversation, changeByPress, type Pressing } from './press-changes.ts';
import { accept, firstOf, forgetPress, lastOf, toPress } from './press-rows.ts';
import type { Queue } from './queue.ts';
import type { NoticeTable, Tables } from './schema.ts';

export interface Presses {
  /** How many were accepted for a card, and the last of them. */
  of(noticeId: Id): Promise<{ readonly turn: number; readonly last: Press | undefined }>;
  /** Takes a press once. One that comes late, or finds nothing left to do, changes nothing and is in the audit. */
  press(pressing: Pressing): Promise<Pressed>;
  /** A press that changed nothing: a form was opened, or it was not let through. */
  note(noted: Noted): Promise<void>;
}

export interface Noted {
  readonly action: PressAction;
  readonly by: Id;
  /** Undefined when nobody knows. */
  readonly noticeId: Id | undefined;
  readonly result: 'opened' | 'refused' | 'late';
}

/** As the audit has it. */
const AUDIT_ACTIONS: Readonly<Record<PressAction, AuditAction>> = {
  retry: 'retry',
  retry_all: 'retry',
  done_by_hand: 'mark_done_by_hand',
  not_personal_data: 'mark_not_personal_data',
  snooze: 'snooze',
  delete: 'approve_deletion',
  keep: 'refuse_deletion',
};

interface Dependencies {
  readonly createId: () => Id;
  readonly clock: () => Date;
  /** Exceptions were added. */
  readonly onExceptions: () => void;
}

export function createPresses({ db }: Database, queue: Queue, deps: Dependencies): Presses {
  const { createId, clock } = deps;

  async function note(trx: Transaction<Tables>, about: Noted | Late): Promise<void> {
    const notice = about.noticeId === undefined ? undefined : await noticeOf(trx, about.noticeId);
    await writeAudit(trx, [entryOf(about, notice, clock())]);
  }

  return {
    async of(noticeId) {
      const row = await lastOf(db, noticeId);
      return row ? { turn: row.turn + 1, last: toPress(row) } : { turn: 0, last: undefined };
    },
    async press(pressing) {
      const { noticeId, by, asked } = pressing;
      const { action } = asked;
      const pressed = await db.transaction().execute(async (trx): Promise<Pressed> => {
        const notice = await noticeOf(trx, noticeId);
        if (!notice) {
          await note(trx, { action, by, noticeId: undefined, result: 'refused' });
          return { kind: 'unknown' };
        }
        const press = await accept(trx, pressing, clock());
        if (!press) {
          await note(trx, { action, by, noticeId, result: 'late' });
          const first = await firstOf(trx, pressing);
          return first ? { kind: 'late', first } : { kind: 'unknown' };
        }
        const inside = { queue, createId, clock };
        const hasChanged = await changeByPress(trx, pressing, conversationOf(notice), inside);
        if (!hasChanged) {
          await forgetPress(trx, press);
          await note(trx, { action, by, noticeId, result: 'late' });
          return { kind: 'over' };
        }
        // The answer to a request for a deletion has its row from there.
        const isAnswer = action === 'delete' || action === 'keep';
        const entry = entryOf({ action, by, noticeId, result: 'done' }, notice, press.at);
        await writeAudit(trx, isAnswer ? [] : [entry]);
        await raiseNotice(trx, queue, noticeId);
        return { kind: 'taken', press };
      });
      if (pressed.kind === 'taken' && action === 'not_personal_data') deps.onExceptions();
      return pressed;
    },
    note: (noted) => db.transaction().execute((trx) => note(trx, noted)),
  };
}

type Late = Omit<Noted, 'result'> & { readonly result: 'late' | 'done' };
type About = Pick<Selectable<NoticeTable>, 'id' | 'key' | 'workspace_id' | 'conversation_id'>;

function entryOf(
  { action, by, noticeId, result }: Noted | Late,
  notice: About | undefined,
  at: Date,
): AuditEntry {
  return {
    at,
    actor: by,
    action: AUDIT_ACTIONS[action],
    workspaceId: notice?.workspace_id ?? NO_ID,
    conversationId: notice?.conversation_id ?? NO_ID,
    subjectId: noticeId ?? NO_ID,
    result,
  };
}

function noticeOf(trx: Transaction<Tables>, id: Id): Promise<About | undefined> {
  return trx
    .selectFrom('notice')
    .select(['id', 'key', 'workspace_id', 'conversation_id'])
    .where('id', '=', id)
    .executeTakeFirst();
}

function conversationOf({ workspace_id: workspaceId, conversation_id: conversationId }: About): Conversation {
  return workspaceId && conversationId ? { workspaceId, conversationId } : undefined;
}
