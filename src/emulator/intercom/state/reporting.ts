// What Intercom's reports would show. It has no endpoint of Intercom's: only the emulator can be asked for it.
// Source: Intercom help, "Deleting a conversation": with metrics retained, a conversation is marked as deleted and still
// counts in the totals; without, it is gone from reports. Its data attributes are gone either way.

import type { Conversation, JsonObject } from './conversation.ts';

export interface ReportRow {
  readonly conversationId: string;
  readonly deleted: boolean;
  readonly createdAtS: number;
  readonly parts: number;
  readonly assignments: number;
  readonly reopens: number;
  readonly closed: boolean;
  /** null once the conversation is deleted. */
  readonly customAttributes: JsonObject | null;
}

export interface Report {
  /** Sums over the rows: what was deleted with its metrics counts nowhere. */
  readonly totals: {
    readonly conversations: number;
    readonly deletedConversations: number;
    readonly parts: number;
    readonly assignments: number;
    readonly reopens: number;
    readonly closed: number;
  };
  readonly rows: readonly ReportRow[];
}

/** A deletion, as reports show it before and after they catch up. `after` is null when the metrics went too. */
interface Deleted {
  readonly before: ReportRow;
  readonly after: ReportRow | null;
  readonly shownFromMs: number;
}

export interface Reporting {
  deleted(conversation: Conversation, metricsRetained: boolean): void;
  report(conversations: Iterable<Conversation>): Report;
  clear(): void;
}

/** @param lagMs how long reports stay behind a deletion: Intercom's help says that there is a delay, not which. */
export function createReporting(clock: () => number, lagMs: number): Reporting {
  const deletions: Deleted[] = [];
  return {
    deleted(conversation, metricsRetained) {
      const before = rowOf(conversation);
      const after = metricsRetained ? { ...before, deleted: true, customAttributes: null } : null;
      deletions.push({ before, after, shownFromMs: clock() + lagMs });
    },
    report(conversations) {
      const shown = deletions.map(({ before, after, shownFromMs }) =>
        clock() >= shownFromMs ? after : before,
      );
      const rows = [...shown.filter((row) => row !== null), ...[...conversations].map(rowOf)];
      return { totals: totalsOf(rows), rows };
    },
    clear: () => void deletions.splice(0),
  };
}

function rowOf(conversation: Conversation): ReportRow {
  const { id, createdAtS, parts, statistics, customAttributes } = conversation;
  return {
    conversationId: id,
    deleted: false,
    createdAtS,
    parts: parts.length,
    assignments: statistics.countAssignments,
    reopens: statistics.countReopens,
    closed: conversation.state === 'closed',
    customAttributes,
  };
}

function totalsOf(rows: readonly ReportRow[]): Report['totals'] {
  const sum = (count: (row: ReportRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  return {
    conversations: rows.length,
    deletedConversations: sum((row) => Number(row.deleted)),
    parts: sum((row) => row.parts),
    assignments: sum((row) => row.assignments),
    reopens: sum((row) => row.reopens),
    closed: sum((row) => Number(row.closed)),
  };
}
