// Counts judged messages into a simulation. What is counted is changed in place: there are hundreds of thousands.

import { shapeOf } from '../detect/shape.ts';
import type { Message, RuleId } from '../message.ts';
import type { ConversationCircumstances } from '../told-circumstances.ts';
import type { Judgement } from './judge-message.ts';
import { type Counts, countOf, type Difference, type Hits, type RuleHits, type Tally } from './simulation.ts';

/** Shapes that are told apart for a rule; the others count as one. */
const MOST_SHAPES = 30;
const OTHER_SHAPES = 'others';

export interface Heard {
  readonly message: Message;
  readonly circumstances: ConversationCircumstances;
}

export function countIn(tally: Tally, judged: Judgement, heard: Heard): void {
  const { message, circumstances } = heard;
  const { teamId } = circumstances;
  tally.messages += 1;
  tally.calls += judged.calls;
  add(tally.byEffect, judged.effect);
  add(tally.byAuthor, message.authorType);
  add(tally.byTeam, teamId === undefined ? 'untold' : (teamId ?? 'none'));
  add(tally.byDay, message.saidAt.toISOString().slice(0, 10));
  for (const kind of new Set(judged.rules.map((rule) => rule.kind))) add(tally.byKind, kind);
  for (const { ruleId, kind, count } of judged.rules) {
    const hits = ruleHits(tally, ruleId, kind);
    hits.matches += count;
    add(hits.byEffect, judged.effect);
    countHit(hits, ruleId, judged, message);
  }
}

/** Of one message, as each set judges it. */
export function countDifference(
  difference: Difference,
  candidate: Judgement | undefined,
  present: Judgement | undefined,
  message: Message,
): void {
  if (candidate && !present) difference.newlyHit += 1;
  if (!candidate && present) difference.noLongerHit += 1;
  if (candidate && present && candidate.effect !== present.effect)
    add(difference.otherEffect, `${present.effect} to ${candidate.effect}`);
  countOnlyIn(difference, candidate, present, 'newly', message);
  countOnlyIn(difference, present, candidate, 'noLonger', message);
}

function countOnlyIn(
  difference: Difference,
  one: Judgement | undefined,
  other: Judgement | undefined,
  as: 'newly' | 'noLonger',
  message: Message,
): void {
  for (const { ruleId } of one?.rules ?? []) {
    if (!one || other?.rules.some((rule) => rule.ruleId === ruleId)) continue;
    const both = difference.byRule[ruleId] ?? { newly: noHits(), noLonger: noHits() };
    difference.byRule[ruleId] = both;
    countHit(both[as], ruleId, one, message);
  }
}

function countHit(hits: Hits, ruleId: RuleId, { matches }: Judgement, message: Message): void {
  hits.messages += 1;
  for (const match of matches) {
    if (match.ruleId !== ruleId) continue;
    const own = shapeOf(message.body, match);
    const isRoom = Object.hasOwn(hits.shapes, own) || Object.keys(hits.shapes).length < MOST_SHAPES;
    const shape = isRoom ? own : OTHER_SHAPES;
    const before = hits.shapes[shape] ?? { count: 0, conversationId: message.conversationId };
    hits.shapes[shape] = { ...before, count: before.count + 1 };
  }
}

function ruleHits({ byRule }: Tally, ruleId: RuleId, kind: string): RuleHits {
  const hits = byRule[ruleId] ?? { ...noHits(), kind, matches: 0, byEffect: {} };
  byRule[ruleId] = hits;
  return hits;
}

function noHits(): Hits {
  return { messages: 0, shapes: {} };
}

function add(counts: Counts, name: string): void {
  counts[name] = countOf(counts, name) + 1;
}
