// Each change of the tables, in order. A released migration is never edited: add the next one.

import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { RedactorError } from '../errors.ts';
import type { Tables } from './schema.ts';

export const SCHEMA = 'redactor';

const findingsAndNotices: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .createTable('finding')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('resource', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('author_type', 'text', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('rules', 'jsonb', (column) => column.notNull())
      .addColumn('fingerprints', 'jsonb', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('outcome', 'jsonb')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('told', 'boolean', (column) => column.notNull())
      .addColumn('said_at', 'timestamptz', (column) => column.notNull())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .addColumn('acted_at', 'timestamptz')
      .addColumn('proven_at', 'timestamptz')
      .addUniqueConstraint('finding_message', ['workspace_id', 'conversation_id', 'resource', 'message_id'])
      .execute();
    await tables
      .createIndex('finding_open')
      .on('finding')
      .columns(['state', 'id'])
      .where(sql.ref('state'), 'in', ['waiting', 'parked'])
      .execute();
    await tables
      .createTable('notice')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('workspace_id', 'text')
      .addColumn('conversation_id', 'text')
      .addColumn('problem', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('posted_revision', 'integer', (column) => column.notNull())
      .addColumn('channel', 'text')
      .addColumn('ts', 'text')
      .addColumn('sending_since', 'timestamptz')
      .addColumn('told', 'text')
      .addColumn('failed_sends', 'integer', (column) => column.notNull())
      .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
      .addColumn('closed_at', 'timestamptz')
      .execute();
  },
};

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_findings_and_notices': findingsAndNotices,
};

/** Brings the tables up to date; safe when several replicas start at once. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableSchema: SCHEMA,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    throw new RedactorError('store_unavailable', 'The tables could not be brought up to date.', {}, error);
  }
}
