// What a simulation saw, in numbers, ids and shapes: it can be kept in a file, handed round and read again.

import { z } from 'zod';
import { type Id, toId } from '../message.ts';

/** The year 3000: what lies beyond is no time in seconds. */
const MOST_SECONDS = 32_503_680_000;
const AnyId = z.string().refine((value) => toId(value) !== undefined);
const ConversationId = AnyId.transform((value) => value as Id);

const Counts = z.record(z.string(), z.number());
export type Counts = z.infer<typeof Counts>;

/** `shapes`: how values were written, each with how often and one conversation in which it stands. */
const Hits = z.object({
  messages: z.number(),
  shapes: z.record(z.string(), z.object({ count: z.number(), conversationId: z.string() })),
});
export type Hits = z.infer<typeof Hits>;

const RuleHits = Hits.extend({ kind: z.string(), matches: z.number(), byEffect: Counts });
export type RuleHits = z.infer<typeof RuleHits>;

/** Of one set of rules. All but `calls` count messages; a message in which several rules match counts once for each. */
const Tally = z.object({
  messages: z.number(),
  calls: z.number(),
  byEffect: Counts,
  byKind: Counts,
  byAuthor: Counts,
  /** By the team's id; `none`, or `untold` for a ticket that Intercom shows no conversation of. */
  byTeam: Counts,
  /** By the day on which it was said, in UTC. */
  byDay: Counts,
  byRule: z.record(z.string(), RuleHits),
});
export type Tally = z.infer<typeof Tally>;

/** What the candidate rules would do otherwise than the present ones. */
const Difference = z.object({
  newlyHit: z.number(),
  noLongerHit: z.number(),
  /** Messages that both hit, by what would be done: `report to redact`. */
  otherEffect: Counts,
  byRule: z.record(z.string(), z.object({ newly: Hits, noLonger: Hits })),
});
export type Difference = z.infer<typeof Difference>;

export const Simulation = z.object({
  format: z.literal(1),
  workspaceId: AnyId,
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  team: AnyId.nullable(),
  startedAt: z.iso.datetime(),
  /** False: it was stopped, Intercom refused, or some conversations could not be read. */
  isWhole: z.boolean(),
  /** Everything updated before this is in. */
  doneS: z.int().min(0).max(MOST_SECONDS).nullable(),
  /** Conversations, as Intercom counted when it began. */
  total: z.number().nullable(),
  conversations: z.number(),
  skipped: z.number(),
  messages: z.number(),
  /** Parts that Intercom does not show. */
  unseen: z.number(),
  /** Conversations that could not be read, by id. */
  unread: z.array(ConversationId),
  /** How many calls in ten seconds Intercom allows this app. */
  callsPerTenSeconds: z.number().nullable(),
  candidate: z.object({ print: z.string(), rules: z.number() }).extend({ tally: Tally }),
  /** Null: nothing to compare with, as when the candidate rules are the present ones. */
  present: z.object({ print: z.string(), rules: z.number() }).extend({ tally: Tally }).nullable(),
  difference: Difference.nullable(),
});
export type Simulation = z.infer<typeof Simulation>;

/** With what it takes to go on: a conversation that changes meanwhile is listed again, and counts once. */
export const KeptSimulation = z.object({ simulation: Simulation, read: z.array(ConversationId) });

/** A name may be one that every object has. */
export function countOf(counts: Counts, name: string): number {
  return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}

export function noTally(): Tally {
  return { messages: 0, calls: 0, byEffect: {}, byKind: {}, byAuthor: {}, byTeam: {}, byDay: {}, byRule: {} };
}

export function noDifference(): Difference {
  return { newlyHit: 0, noLongerHit: 0, otherEffect: {}, byRule: {} };
}
