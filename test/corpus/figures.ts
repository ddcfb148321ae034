// The accuracy that was reached, as it is committed: it may become better, never worse unnoticed.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { precision, recall, type Score, type Tally } from './score.ts';

const FILE = join(import.meta.dirname, 'figures.json');

export interface Figures {
  readonly messages: number;
  readonly rules: Readonly<Record<string, { readonly precision: number }>>;
  readonly kinds: Readonly<Record<string, KindFigures>>;
  readonly acted: KindFigures;
}

interface KindFigures {
  readonly recall: number;
  readonly false_alarms: number;
}

export function figuresOf(score: Score): Figures {
  return {
    messages: score.messages,
    rules: mapped(score.rules, (one) => ({ precision: rounded(precision(one)) })),
    kinds: mapped(score.kinds, kindFigures),
    acted: kindFigures(score.acted),
  };
}

function kindFigures(one: Tally): KindFigures {
  return { recall: rounded(recall(one)), false_alarms: one.wrong };
}

function mapped<T>(
  tallies: ReadonlyMap<string, Tally>,
  figures: (one: Tally) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries([...tallies].map(([name, one]) => [name, figures(one)]));
}

function rounded(share: number): number {
  return Math.floor(share * 10_000) / 10_000;
}

export function readFigures(): Figures {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Figures;
}

export function recordFigures(figures: Figures): void {
  writeFileSync(FILE, `${JSON.stringify(figures, undefined, 2)}\n`);
}

/** One sentence for each figure that fell. */
export function fallen(recorded: Figures, now: Figures): readonly string[] {
  const rules = Object.entries(now.rules).flatMap(([id, { precision: is }]) => {
    const was = recorded.rules[id]?.precision;
    return was !== undefined && is < was ? [`precision of ${id} fell from ${was} to ${is}`] : [];
  });
  const kinds = Object.entries(recorded.kinds).flatMap(([kind, was]) =>
    fallenKind(kind, was, now.kinds[kind] ?? { recall: 0, false_alarms: 0 }),
  );
  const unrecorded = Object.keys(now.kinds)
    .filter((kind) => recorded.kinds[kind] === undefined)
    .map((kind) => `${kind} is not recorded`);
  return [...rules, ...kinds, ...unrecorded, ...fallenKind('what is acted on', recorded.acted, now.acted)];
}

function fallenKind(name: string, was: KindFigures, is: KindFigures): readonly string[] {
  return [
    ...(is.recall < was.recall ? [`recall of ${name} fell from ${was.recall} to ${is.recall}`] : []),
    ...(is.false_alarms > was.false_alarms
      ? [`false alarms of ${name} rose from ${was.false_alarms} to ${is.false_alarms}`]
      : []),
  ];
}
