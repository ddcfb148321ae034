// Which messages webhooks brought, for a few days. Told in passing: what is lost with a killed process is only counted
// as not heard.

import { sql } from 'kysely';
import type { Id, MessageName } from '../message.ts';
import type { Database } from './database.ts';

export interface Heard {
  /** Kept within seconds, and at once by `flush`. Never rejects. */
  note(workspaceId: Id, messages: readonly MessageName[]): void;
  /** Those of them that a webhook brought. */
  known(workspaceId: Id, messages: readonly MessageName[]): Promise<ReadonlySet<string>>;
  flush(): Promise<void>;
  prune(before: Date): Promise<void>;
}

const FLUSH_MS = 1_000;
/** Beyond that many a second nobody can keep up, and the figure may be wrong. */
const MOST = 20_000;

export function nameOf({ resource, messageId }: MessageName): string {
  return `${resource}/${messageId}`;
}

export function createHeard(
  { db }: Database,
  { clock, onError }: { readonly clock: () => Date; readonly onError: (error: unknown) => void },
): Heard {
  let waiting: { readonly workspaceId: Id; readonly resource: string; readonly messageId: Id }[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const rows = JSON.stringify(waiting);
    waiting = [];
    try {
      await sql`
        insert into redactor.heard (workspace_id, resource, message_id, at)
        select "workspaceId", resource, "messageId", ${clock()}
        from jsonb_to_recordset(${rows}::jsonb) as row("workspaceId" text, resource text, "messageId" text)
        on conflict do nothing`.execute(db);
    } catch (error) {
      onError(error);
    }
  }

  return {
    note(workspaceId, messages) {
      if (waiting.length >= MOST) return;
      for (const { resource, messageId } of messages) waiting.push({ workspaceId, resource, messageId });
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    async known(workspaceId, messages) {
      await flush();
      const names = messages.map(nameOf);
      const { rows } = await sql<{ name: string }>`
        select resource || '/' || message_id as name from redactor.heard
        where workspace_id = ${workspaceId} and message_id = any(${messages.map(({ messageId }) => messageId)})
          and resource || '/' || message_id = any(${names})`.execute(db);
      return new Set(rows.map(({ name }) => name));
    },
    flush,
    async prune(before) {
      await db.deleteFrom('heard').where('at', '<', before).execute();
    },
  };
}
