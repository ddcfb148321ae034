// A simulation as text.

import { type Counts, countOf, type Hits, type Simulation, type Tally } from '../simulate/simulation.ts';
import { duration } from '../slack/quantities.ts';

export const EFFECT_WORDS: Readonly<Record<string, string>> = {
  redact: 'redacted',
  ask_delete: 'deletion asked for',
  card: 'told: cannot be redacted',
  hold: 'told: legal hold',
  report: 'only reported',
};
const MOST_SHAPES = 3;

export function simulationLines(simulation: Simulation): string {
  const { candidate, present } = simulation;
  return [
    ...headLines(simulation),
    '',
    ...tableOf('messages that would be', candidate.tally.byEffect, present?.tally.byEffect, EFFECT_WORDS),
    ...tableOf('messages by kind', candidate.tally.byKind, present?.tally.byKind),
    ...tableOf('messages by author', candidate.tally.byAuthor, present?.tally.byAuthor),
    ...tableOf('messages by team', candidate.tally.byTeam, present?.tally.byTeam),
    ...ruleLines(candidate.tally),
    ...differenceLines(simulation),
    callsSentence(candidate.tally, simulation.callsPerTenSeconds),
    '',
  ].join('\n');
}

function headLines(simulation: Simulation): readonly string[] {
  const { since, until, team, conversations, messages, candidate, present } = simulation;
  const to = until === null ? '' : ` and said by ${until.slice(0, 10)}`;
  const of = team === null ? '' : `, of team ${team}`;
  return [
    `${conversations} conversations, updated since ${since.slice(0, 10)}${to}${of}, with ${messages} messages${simulation.isWhole ? '' : ' (not whole)'}`,
    `${candidate.rules} rules${present ? `, beside the present ${present.rules}` : ' and their policy, which are the present ones'}`,
    ...gapsOf(simulation),
  ];
}

/** What the numbers do not cover, in sentences. */
export function gapsOf({ skipped, unseen, unread }: Simulation): readonly string[] {
  return [
    ...(skipped > 0 ? [`${skipped} conversations were left out.`] : []),
    ...(unseen > 0
      ? [`${unseen} parts cannot be read: Intercom shows the newest 500 of a conversation.`]
      : []),
    ...(unread.length > 0 ? [`${unread.length} conversations could not be read.`] : []),
  ];
}

function tableOf(
  title: string,
  candidate: Counts,
  present: Counts | undefined,
  words: Readonly<Record<string, string>> = {},
): readonly string[] {
  const names = byCount(candidate, present ?? {});
  if (names.length === 0) return [];
  const shown = (name: string): string => (Object.hasOwn(words, name) ? words[name] : undefined) ?? name;
  const width = Math.max(title.length, ...names.map((name) => shown(name).length + 2));
  const head = present ? `${'these'.padStart(9)}${'present'.padStart(9)}` : '';
  return [
    `${title.padEnd(width)}${head}`,
    ...names.map((name) => {
      const before = present ? number(countOf(present, name)) : '';
      return `  ${shown(name).padEnd(width - 2)}${number(countOf(candidate, name))}${before}`;
    }),
    '',
  ];
}

/** The most first; of equally many by name. */
export function byCount(one: Counts, other: Counts): readonly string[] {
  const most = (name: string): number => Math.max(countOf(one, name), countOf(other, name));
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.toSorted((a, b) => most(b) - most(a) || a.localeCompare(b));
}

function number(count: number): string {
  return String(count).padStart(9);
}

function ruleLines({ byRule }: Tally): readonly string[] {
  const rules = Object.entries(byRule).toSorted(([, one], [, other]) => other.messages - one.messages);
  if (rules.length === 0) return ['No rule matches.', ''];
  const lines = rules.flatMap(([ruleId, { messages, byEffect, shapes }]) => [
    `  ${ruleId}: ${messages} (${effectsOf(byEffect)})`,
    ...shapeLines(shapes),
  ]);
  return ['by rule, with how the values are written and a conversation to look into', ...lines, ''];
}

function effectsOf(byEffect: Counts): string {
  return byCount(byEffect, {})
    .map((effect) => `${byEffect[effect]} ${EFFECT_WORDS[effect] ?? effect}`)
    .join(', ');
}

function shapeLines(shapes: Hits['shapes']): readonly string[] {
  const all = commonShapes(shapes);
  const lines = all
    .slice(0, MOST_SHAPES)
    .map(
      ({ shape, count, conversationId }) =>
        `      •••• ${shape}  ${count === 1 ? 'once' : `${count} times`}, as in ${conversationId}`,
    );
  const more = all.length - MOST_SHAPES;
  return more > 0 ? [...lines, `      and ${more} other ways`] : lines;
}

export interface CommonShape {
  readonly shape: string;
  readonly count: number;
  readonly conversationId: string;
}

export function commonShapes(shapes: Hits['shapes']): readonly CommonShape[] {
  return Object.entries(shapes)
    .map(([shape, { count, conversationId }]) => ({ shape, count, conversationId }))
    .toSorted((one, other) => other.count - one.count);
}

function differenceLines({ difference }: Simulation): readonly string[] {
  if (!difference) return [];
  const { newlyHit, noLongerHit, otherEffect, byRule } = difference;
  const rules = Object.entries(byRule).flatMap(([ruleId, { newly, noLonger }]) => [
    ...(newly.messages > 0 ? [`  ${ruleId}: ${newly.messages} newly hit`, ...shapeLines(newly.shapes)] : []),
    ...(noLonger.messages > 0
      ? [`  ${ruleId}: ${noLonger.messages} no longer hit`, ...shapeLines(noLonger.shapes)]
      : []),
  ]);
  return [
    'difference to the present rules',
    `  ${newlyHit} messages newly hit, ${noLongerHit} no longer hit`,
    ...byCount(otherEffect, {}).map((change) => `  ${otherEffect[change]} ${changeWords(change)}`),
    ...rules,
    '',
  ];
}

/** Of `report to redact`. */
export function changeWords(change: string): string {
  const [from = '', to = ''] = change.split(' to ');
  return `${EFFECT_WORDS[to] ?? to} instead of ${EFFECT_WORDS[from] ?? from}`;
}

export function callsSentence({ calls }: Pick<Tally, 'calls'>, callsPerTenSeconds: number | null): string {
  if (calls === 0) return 'To act on it takes no calls to Intercom.';
  const allowed = callsPerTenSeconds ? Math.ceil((calls / callsPerTenSeconds) * 10) : undefined;
  const time =
    allowed === undefined ? '' : `, ${duration(allowed * 1000)} or more at what it allows this app`;
  return `To act on it takes some ${calls} calls to Intercom${time}.`;
}
