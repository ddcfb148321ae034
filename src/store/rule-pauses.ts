// Rules that are paused, one row each. Asked for with each message in which rules match, so they are remembered for a
// moment: another replica follows within seconds.

import type { Selectable } from 'kysely';
import type { AuditAction, AuditEntry } from '../audit.ts';
import { type Id, NO_ID, type RuleId } from '../message.ts';
import type { RulePause } from '../rule-pause.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import type { RulePauseTable } from './schema.ts';

export interface RulePauses {
  /** From now on; of a rule that is paused already, the end moves. */
  pause(pause: Pick<RulePause, 'ruleId' | 'by' | 'until'>): Promise<RulePause>;
  /** Ends it now; undefined when the rule is not paused. */
  resume(ruleId: RuleId, by: Id): Promise<RulePause | undefined>;
  /** Somebody asked who may not. `ruleId` is undefined when there is no such rule. */
  refused(action: 'pause_rule' | 'resume_rule', ruleId: RuleId | undefined, by: Id): Promise<void>;
  /** Those that last, the first to end first. */
  list(): Promise<readonly RulePause[]>;
  /** Their rules, at most some seconds old. */
  rules(): Promise<ReadonlySet<RuleId>>;
}

const REMEMBERED_MS = 5_000;

export function createRulePauses({ db }: Database, { clock }: { readonly clock: () => Date }): RulePauses {
  let known: { readonly atMs: number; readonly pauses: Promise<readonly RulePause[]> } | undefined;

  async function list(): Promise<readonly RulePause[]> {
    const rows = await db
      .selectFrom('rule_pause')
      .selectAll()
      .where('until_at', '>', clock())
      .orderBy('until_at')
      .orderBy('rule_id')
      .execute();
    return rows.map(toPause);
  }

  return {
    async pause({ ruleId, by, until }) {
      const now = clock();
      const row = await db.transaction().execute(async (trx) => {
        const paused = await trx
          .insertInto('rule_pause')
          .values({ rule_id: ruleId, by, from_at: now, until_at: until })
          .onConflict((conflict) =>
            conflict.column('rule_id').doUpdateSet((eb) => ({
              by,
              until_at: until,
              from_at: eb
                .case()
                .when('rule_pause.until_at', '>', now)
                .then(eb.ref('rule_pause.from_at'))
                .else(now)
                .end(),
            })),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        await writeAudit(trx, [entryOf('pause_rule', ruleId, by, now, 'done')]);
        return paused;
      });
      known = undefined;
      return toPause(row);
    },
    async resume(ruleId, by) {
      const now = clock();
      const row = await db.transaction().execute(async (trx) => {
        const ended = await trx
          .updateTable('rule_pause')
          .set({ until_at: now })
          .where('rule_id', '=', ruleId)
          .where('until_at', '>', now)
          .returningAll()
          .executeTakeFirst();
        if (ended) await writeAudit(trx, [entryOf('resume_rule', ruleId, by, now, 'done')]);
        return ended;
      });
      known = undefined;
      return row && toPause(row);
    },
    refused: (action, ruleId, by) =>
      db
        .transaction()
        .execute((trx) => writeAudit(trx, [entryOf(action, ruleId ?? NO_ID, by, clock(), 'refused')])),
    list,
    async rules() {
      const now = clock();
      if (!known || now.getTime() - known.atMs >= REMEMBERED_MS) {
        const pauses = list();
        known = { atMs: now.getTime(), pauses };
        // What could not be read is not remembered.
        pauses.catch(() => {
          known = undefined;
        });
      }
      const pauses = await known.pauses;
      return new Set(pauses.flatMap(({ ruleId, until }) => (now < until ? [ruleId] : [])));
    },
  };
}

/** It concerns all conversations of all workspaces. */
function entryOf(
  action: AuditAction,
  subjectId: RuleId | Id,
  actor: Id,
  at: Date,
  result: 'done' | 'refused',
): AuditEntry {
  return { at, actor, action, workspaceId: NO_ID, conversationId: NO_ID, subjectId, result };
}

function toPause(row: Selectable<RulePauseTable>): RulePause {
  return { ruleId: row.rule_id, by: row.by, from: row.from_at, until: row.until_at };
}
