// A notice as the rest of the program sees it.

import type { Selectable } from 'kysely';
import type { Id } from '../message.ts';
import type { ServiceProblem } from '../outcome.ts';
import type { NoticeTable } from './schema.ts';

export interface Notice {
  readonly id: Id;
  readonly about:
    | { readonly kind: 'conversation'; readonly workspaceId: Id; readonly conversationId: Id }
    | { readonly kind: 'service'; readonly problem: ServiceProblem }
    | { readonly kind: 'storm' }
    | { readonly kind: 'digest'; readonly period: 'day' | 'week' }
    /** Slack itself is the trouble. */
    | { readonly kind: 'outage' };
  readonly revision: number;
  readonly postedRevision: number;
  readonly place: Place | undefined;
  readonly sendingSince: Date | undefined;
  /** The worst trouble that the card has told of so far. */
  readonly told: string | undefined;
  /** What the card's thread has been told so far. */
  readonly shown: string | undefined;
  readonly failedSends: number;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  readonly postedAt: Date | undefined;
  readonly sentAt: Date | undefined;
  /** The storm whose card counts it, and whether it has none of its own. */
  readonly stormId: Id | undefined;
  readonly folded: boolean;
  /** No reminder until then. */
  readonly snoozed: { readonly until: Date; readonly by: Id } | undefined;
  readonly reminders: number;
  readonly remindAt: Date | undefined;
}

/** Where a card stands in Slack. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

export const STORM_KEY = 'storm';
export const OUTAGE_KEY = 'outage';

export function toNotice(row: Selectable<NoticeTable>): Notice {
  return {
    id: row.id,
    about: aboutOf(row),
    revision: row.revision,
    postedRevision: row.posted_revision,
    place: row.channel && row.ts ? { channel: row.channel, ts: row.ts } : undefined,
    sendingSince: row.sending_since ?? undefined,
    told: row.told ?? undefined,
    shown: row.shown ?? undefined,
    failedSends: row.failed_sends,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
    postedAt: row.posted_at ?? undefined,
    sentAt: row.sent_at ?? undefined,
    stormId: row.storm_id ?? undefined,
    folded: row.folded,
    snoozed:
      row.snoozed_until && row.snoozed_by ? { until: row.snoozed_until, by: row.snoozed_by } : undefined,
    reminders: row.reminders,
    remindAt: row.remind_at ?? undefined,
  };
}

function aboutOf(row: Selectable<NoticeTable>): Notice['about'] {
  const { key, workspace_id: workspaceId, conversation_id: conversationId, problem } = row;
  if (workspaceId && conversationId) return { kind: 'conversation', workspaceId, conversationId };
  if (key === STORM_KEY || key.startsWith(`${STORM_KEY}:`)) return { kind: 'storm' };
  if (key === OUTAGE_KEY) return { kind: 'outage' };
  if (key.startsWith('digest:')) return { kind: 'digest', period: 'day' };
  if (key.startsWith('week:')) return { kind: 'digest', period: 'week' };
  return { kind: 'service', problem: problem ?? 'intercom_unauthorised' };
}
