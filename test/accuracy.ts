// `npm run accuracy`: how well the shipped rules tell personal data from everything else, on the corpus of our own.

import { parseArgs } from 'node:util';
import { type Figures, fallen, figuresOf, readFigures, recordFigures } from './corpus/figures.ts';
import { listTemplates, others } from './corpus/generate.ts';
import { labelled, readCorpus } from './corpus/read.ts';
import { precision, recall, type Score, score, type Tally } from './corpus/score.ts';
import { scanner } from './detect/shipped.ts';

const HELP = `Usage: npm run accuracy [-- --json | --misses KIND | --record | --others TIMES]

  --json          print figures as JSON
  --misses KIND   list the messages in which KIND is missed or wrongly found
  --record        keep today's figures as those that may not fall
  --others TIMES  count false alarms in messages without personal data, TIMES of each sentence, beside the corpus

`;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    misses: { type: 'string' },
    record: { type: 'boolean', default: false },
    others: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) say(HELP);
else if (values.others !== undefined) countAlarms(Number(values.others));
else report(score(readCorpus(), scanner));

function report(result: Score): void {
  const figures = figuresOf(result);
  if (values.record) recordFigures(figures);
  if (values.misses !== undefined) listMisses(result, values.misses);
  else if (values.json) say(`${JSON.stringify(figures, undefined, 2)}\n`);
  else printTables(result, figures);
}

function countAlarms(times: number): void {
  const messages = listTemplates().flatMap((one) =>
    [...others(one, times)].map((message) => labelled(message, one.language)),
  );
  const result = score(messages, scanner);
  for (const [kind] of result.kinds) listMisses(result, kind);
  table('by rule', result.rules, false);
  const { wrong } = result.acted;
  const rate = ((wrong * 100_000) / messages.length).toFixed(1);
  say(`\n${wrong} of ${messages.length} messages would be acted on, ${rate} of 100,000\n`);
}

function printTables(result: Score, figures: Figures): void {
  say(`${result.messages} messages; a message counts once for each kind that it holds\n`);
  table('by rule', result.rules, false);
  table('by kind', result.kinds, true);
  table('by language', result.languages, true);
  table('would be acted on', new Map([['certain or likely, not only watched', result.acted]]), true);
  for (const line of fallen(readFigures(), figures)) say(`FELL  ${line}\n`);
}

function listMisses(result: Score, kind: string): void {
  const misses = result.misses(kind);
  for (const { message, why } of misses) say(`${message.id}  ${why}\n  ${JSON.stringify(message.body)}\n`);
  say(`${misses.length} messages\n`);
}

function table(title: string, tallies: ReadonlyMap<string, Tally>, withRecall: boolean): void {
  say(`\n${row(title, 'precision', ...(withRecall ? ['recall', 'held'] : []), 'right', 'wrong')}\n`);
  for (const [name, one] of tallies) {
    const recalled = withRecall ? [percent(recall(one), one.held), String(one.held)] : [];
    const found = one.right + one.wrong;
    say(
      `${row(`  ${name}`, percent(precision(one), found), ...recalled, String(one.right), String(one.wrong))}\n`,
    );
  }
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(11)).join('');
}

/** Nothing can be said of the share of none. */
function percent(share: number, whole: number): string {
  return whole === 0 ? '-' : `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
}

function say(text: string): void {
  process.stdout.write(text);
}
