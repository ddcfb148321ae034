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
  /** When it was last scanned, under whatever rules, by Intercom's clock; undefined when it was not. */
  readonly scannedAt: Date | undefined;
}

export interface Scanned {
  /** Those that are new or have changed since, or were scanned under other rules. */
  stale<One extends Listed>(
    workspaceId: Id,
    rules: string,
    conversations: readonly One[],
  ): Promise<readonly (One & Before)[]>;
  keep(workspaceId: Id, rules: string, conversations: readonly Listed[], at: Date): Promise<void>;
  /** Forgets what was scanned before. */
  prune(before: Date): Promise<void>;
}

export function createScanned({ db }: Database): Scanned {
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
    async keep(workspaceId, rules, conversations, at) {
      const listed = conversations.flatMap(({ conversationId, updatedS }) =>
        updatedS === undefined ? [] : [{ conversationId, updatedS }],
      );
      if (listed.length === 0) return;
      // In one parameter, since there may be more of them than a statement can have.
      await sql`
        insert into redactor.scanned (workspace_id, conversation_id, updated_s, rules, at)
        select ${workspaceId}, "conversationId", "updatedS", ${rules}, ${at}
        from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as row("conversationId" text, "updatedS" integer)
        on conflict (workspace_id, conversation_id) do update
        set updated_s = excluded.updated_s, rules = excluded.rules, at = excluded.at`.execute(db);
    },
    async prune(before) {
      await db.deleteFrom('scanned').where('at', '<', before).execute();
    },
  };
}
