// The tables as they came to be until sweeps and backfills: each change in order.

import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from './schema.ts';

export const SCHEMA = 'redactor';
export const findingsAndNotices: Migration = {
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

export const plansApprovalsExceptionsAudit: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .alterTable('finding')
      .addColumn('plan', 'jsonb')
      .addColumn('act_at', 'timestamptz')
      .execute();
    await tables
      .createTable('approval')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('retain_metrics', 'boolean', (column) => column.notNull())
      .addColumn('asked_by', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('goes_with', 'jsonb')
      .addColumn('decided_by', 'text')
      .addColumn('outcome', 'jsonb')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addColumn('decided_at', 'timestamptz')
      .addColumn('acted_at', 'timestamptz')
      .addColumn('proven_at', 'timestamptz')
      .execute();
    // One request at a time for each conversation.
    await tables
      .createIndex('approval_pending')
      .on('approval')
      .columns(['workspace_id', 'conversation_id'])
      .unique()
      .where(sql.ref('state'), 'in', ['open', 'approved'])
      .execute();
    await tables.createIndex('approval_acted').on('approval').column('acted_at').execute();
    await tables
      .createTable('exception')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('covers', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('from_at', 'timestamptz', (column) => column.notNull())
      .addColumn('until_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await tables
      .createTable('audit')
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('workspace_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await tables
      .createIndex('audit_subject')
      .on('audit')
      .columns(['workspace_id', 'conversation_id', 'subject_id'])
      .execute();
  },
};

export const pressesStormsPauses: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .alterTable('notice')
      .addColumn('storm_id', 'text')
      .addColumn('shown', 'text')
      .addColumn('snoozed_until', 'timestamptz')
      .addColumn('snoozed_by', 'text')
      .addColumn('reminders', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await tables
      .createIndex('notice_storm')
      .on('notice')
      .column('storm_id')
      .where(sql.ref('storm_id'), 'is not', null)
      .execute();
    await tables.createIndex('notice_opened').on('notice').column('opened_at').execute();
    await tables
      .createTable('press')
      .addColumn('notice_id', 'text', (column) => column.notNull())
      .addColumn('turn', 'integer', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('told', 'boolean', (column) => column.notNull().defaultTo(false))
      .addPrimaryKeyConstraint('press_turn', ['notice_id', 'turn'])
      .execute();
    await tables
      .createTable('rule_pause')
      .addColumn('rule_id', 'text', (column) => column.primaryKey())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('from_at', 'timestamptz', (column) => column.notNull())
      .addColumn('until_at', 'timestamptz', (column) => column.notNull())
      .execute();
  },
};

export const sendingAndDigests: Migration = {
  async up(db: Kysely<Tables>) {
    const tables = db.schema.withSchema(SCHEMA);
    await tables
      .alterTable('notice')
      .addColumn('folded', 'boolean', (column) => column.notNull().defaultTo(false))
      .addColumn('posted_at', 'timestamptz')
      .addColumn('sent_at', 'timestamptz')
      .addColumn('held_until', 'timestamptz')
      .addColumn('remind_at', 'timestamptz')
      .execute();
    // What waits for its first post, and what had it lately: both are counted for each new card, so both are short.
    await tables
      .createIndex('notice_waiting')
      .on('notice')
      .column('opened_at')
      .where(sql<boolean>`channel is null and not folded and closed_at is null`)
      .execute();
    await tables
      .createIndex('notice_posted')
      .on('notice')
      .column('posted_at')
      .where('posted_at', 'is not', null)
      .execute();
    await tables
      .createIndex('approval_conversation')
      .on('approval')
      .columns(['workspace_id', 'conversation_id', 'asked_at'])
      .execute();
    await tables
      .createIndex('finding_for_people')
      .on('finding')
      .column('said_at')
      .where(sql.ref('state'), 'in', ['parked', 'failed', 'unredactable', 'attachments'])
      .execute();
    // For the digests: rows come in the order of these times, so that a coarse index costs next to nothing.
    await tables.createIndex('finding_seen').on('finding').using('brin').column('seen_at').execute();
    await tables.createIndex('finding_proven').on('finding').using('brin').column('proven_at').execute();
  },
};

export const whatPressesFound: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .withSchema(SCHEMA)
      .alterTable('press')
      .addColumn('reason', 'text')
      .addColumn('looked_again', 'text')
      .execute();
  },
};

export const openFindings: Migration = {
  async up(db: Kysely<Tables>) {
    // Few of all: what people ask of those that are open does not read the others.
    await db.schema
      .withSchema(SCHEMA)
      .createIndex('finding_standing')
      .on('finding')
      .columns(['workspace_id', 'conversation_id'])
      .where(sql.ref('state'), 'in', ['waiting', 'failed', 'unredactable', 'parked', 'attachments'])
      .execute();
  },
};
