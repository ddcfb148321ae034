// Which conversations were scanned whole, as they were then and under which rules: one that has not changed since needs
// no second look.

import { sql } from 'kysely';
import type { Id } from '../message.ts';
import type { Database } from './database.ts';

/** A conversation as it stood in a list of Intercom's. */
export interface Listed {
  readonly conversationId: Id;
  /** Seconds since 1970. */
  readonly updatedS: number | undefined;
}

export interface Before {
  /** When it was last scanned, under whatever rules; undefined when it was not. */
  readonly scannedAt: Date | undefined;
}

export interface Scanned {
  /** Those that are new or have changed since, or were scanned under other rules. */
  stale<One extends Listed>(
    workspaceId: Id,
    rules: string,
    conversations: readonly One[],
  ): Promise<readonly (One & Before)[]>;
  keep(workspaceId: Id, rules: string, conversations: readonly Listed[]): Promise<void>;
  /** Forgets what was scanned before. */
  prune(before: Date): Promise<void>;
}

export function createScanned({ db }: Database, { clock }: { readonly clock: () => Date }): Scanned {
  return {
    async stale(workspaceId, rules, conversations) {
      if (conversations.length === 0) return [];
      const ids = conversations.map(({ conversationId }) => conversationId);
      const rows = await db
        .selectFrom('scanned')
        .select(['conversation_id', 'updated_s', 'rules', 'at'])
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', sql<Id>`any(${ids})`)
        .execute();
      const known = new Map(rows.map((row) => [row.conversation_id, row]));
      return conversations.flatMap((one) => {
        const row = known.get(one.conversationId);
        const isSame = one.updatedS !== undefined && row?.rules === rules && row.updated_s >= one.updatedS;
        return isSame ? [] : [{ ...one, scannedAt: row?.at }];
      });
    },
    async keep(workspaceId, rules, conversations) {
      const at = clock();
      const rows = conversations.flatMap(({ conversationId, updatedS }) =>
        updatedS === undefined
          ? []
          : [{ workspace_id: workspaceId, conversation_id: conversationId, updated_s: updatedS, rules, at }],
      );
      if (rows.length === 0) return;
      await db
        .insertInto('scanned')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['workspace_id', 'conversation_id']).doUpdateSet((eb) => ({
            updated_s: eb.ref('excluded.updated_s'),
            rules: eb.ref('excluded.rules'),
            at: eb.ref('excluded.at'),
          })),
        )
        .execute();
    },
    async prune(before) {
      await db.deleteFrom('scanned').where('at', '<', before).execute();
    },
  };
}
