// Each change of the tables, in order. A released migration is never edited: add the next one.

import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { RedactorError } from '../errors.ts';
import {
  findingsAndNotices,
  openFindings,
  plansApprovalsExceptionsAudit,
  pressesStormsPauses,
  SCHEMA,
  sendingAndDigests,
  whatPressesFound,
} from './early-migrations.ts';
import type { Tables } from './schema.ts';

const sweeps: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .createTable('scanned')
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('updated_s', 'integer', (column) => column.notNull())
      .addColumn('rules', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('scanned_key', ['workspace_id', 'conversation_id'])
      .execute();
    await tables
      .createTable('heard')
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('resource', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('heard_key', ['workspace_id', 'resource', 'message_id'])
      .execute();
    await tables.createIndex('heard_at').on('heard').using('brin').column('at').execute();
    await tables
      .createTable('sweep')
      .addColumn('workspace_id', 'text', (column) => column.primaryKey())
      .addColumn('done_s', 'integer', (column) => column.notNull())
      .addColumn('from_at', 'timestamptz', (column) => column.notNull())
      .addColumn('claimed_by', 'text')
      .addColumn('claimed_until', 'timestamptz')
      .addColumn('clean', 'boolean', (column) => column.notNull())
      .addColumn('swept_at', 'timestamptz')
      .execute();
    await tables
      .createTable('coverage')
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('heard', 'integer', (column) => column.notNull())
      .addColumn('swept_only', 'integer', (column) => column.notNull())
      .addColumn('unscannable', 'integer', (column) => column.notNull())
      .addColumn('repaired', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('coverage_key', ['workspace_id', 'day'])
      .execute();
  },
};

const backfills: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .createTable('backfill')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('since_s', 'integer', (column) => column.notNull())
      .addColumn('until_s', 'integer')
      .addColumn('rule', 'text')
      .addColumn('team_id', 'text')
      .addColumn('apply', 'boolean', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('done_s', 'integer')
      .addColumn('total', 'integer')
      .addColumn('counts', 'jsonb', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('ended_at', 'timestamptz')
      .addColumn('claimed_by', 'text')
      .addColumn('claimed_until', 'timestamptz')
      .execute();
    await tables
      .createIndex('backfill_unended')
      .on('backfill')
      .column('workspace_id')
      .unique()
      .where(sql.ref('state'), 'in', ['running', 'paused'])
      .execute();
    await tables
      .createTable('backfill_done')
      .addColumn('backfill_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('backfill_done_key', ['backfill_id', 'conversation_id'])
      .execute();
  },
};

/** The digests and the status look for dismissals in the audit. */
const auditTimes: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables.createIndex('audit_at').on('audit').using('brin').column('at').execute();
  },
};

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_findings_and_notices': findingsAndNotices,
  '0002_plans_approvals_exceptions_audit': plansApprovalsExceptionsAudit,
  '0003_presses_storms_pauses': pressesStormsPauses,
  '0004_sending_and_digests': sendingAndDigests,
  '0005_what_presses_found': whatPressesFound,
  '0006_open_findings': openFindings,
  '0007_sweeps': sweeps,
  '0008_backfills': backfills,
  '0009_audit_times': auditTimes,
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
