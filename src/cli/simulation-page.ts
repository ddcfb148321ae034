// A simulation as one page that needs nothing beside it: no script, no font, no address. Charts are drawn by its own
// style, and every number in them also stands in words.

import { type Counts, countOf, type Simulation } from '../simulate/simulation.ts';
import { daysChart, PAGE_STYLE } from './simulation-chart.ts';
import {
  byCount,
  callsSentence,
  changeWords,
  commonShapes,
  EFFECT_WORDS,
  gapsOf,
} from './simulation-lines.ts';

/** In the order in which they stack; each has its own colour and its own pattern. */
const STACK = ['redact', 'ask_delete', 'card', 'hold', 'report'] as const;
const MOST_SHAPES = 6;

export function simulationPage(simulation: Simulation): string {
  const { candidate, present, since, until, isWhole } = simulation;
  const { tally } = candidate;
  const title = `What the rules would do since ${since.slice(0, 10)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${leadOf(simulation)}</p>
${isWhole ? '' : '<p class="warning"><strong>Not whole:</strong> the simulation was stopped before its end, or not all of it could be read.</p>'}
${cards(simulation)}
${legend()}
${stacked(
  'By rule',
  Object.entries(tally.byRule).map(([name, { byEffect }]) => ({ name, counts: byEffect })),
)}
${daysChart(tally.byDay, since, until ?? simulation.startedAt)}
<div class="columns">
${pairs('By kind', tally.byKind, present?.tally.byKind)}
${pairs('By author', tally.byAuthor, present?.tally.byAuthor)}
${pairs('By team', tally.byTeam, present?.tally.byTeam)}
</div>
${differenceOf(simulation)}
${samples(simulation)}
<footer>${footOf(simulation)}</footer>
</main>
</body>
</html>
`;
}

function leadOf(simulation: Simulation): string {
  const { conversations, messages, candidate, present, team, until } = simulation;
  const what = present
    ? `${candidate.rules} rules, beside the present ${present.rules}`
    : `The present ${candidate.rules} rules`;
  return escaped(
    `${what}, on ${conversations} conversations with ${messages} messages${team === null ? '' : ` of team ${team}`}${until === null ? '' : `, said by ${until.slice(0, 10)}`}. Nothing was changed, and no value is shown.`,
  );
}

function cards({ candidate, present, messages }: Simulation): string {
  const { byEffect } = candidate.tally;
  const all = STACK.map((effect) => {
    const before = present ? `<small>present: ${present.tally.byEffect[effect] ?? 0}</small>` : '';
    return `<li class="${effect}"><b>${byEffect[effect] ?? 0}</b> ${EFFECT_WORDS[effect]}${before}</li>`;
  });
  const clean = messages - candidate.tally.messages;
  return `<ul class="cards">${all.join('')}<li><b>${clean}</b> left alone</li></ul>`;
}

function legend(): string {
  const items = STACK.map((effect) => `<li><i class="${effect}"></i>${EFFECT_WORDS[effect]}</li>`);
  return `<ul class="legend">${items.join('')}</ul>`;
}

interface Row {
  readonly name: string;
  readonly counts: Counts;
}

function stacked(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return `<h2>${title}</h2><p>No rule matches.</p>`;
  const sum = ({ counts }: Row): number => Object.values(counts).reduce((one, other) => one + other, 0);
  const most = Math.max(...rows.map(sum));
  const lines = rows
    .toSorted((one, other) => sum(other) - sum(one))
    .map((row) => {
      const bars = STACK.filter((effect) => row.counts[effect]).map((effect) => {
        const count = row.counts[effect] ?? 0;
        return `<i class="${effect}" style="width:${share(count, most)}" title="${count} ${EFFECT_WORDS[effect]}"></i>`;
      });
      return `<tr><th scope="row">${escaped(row.name)}</th><td class="bar">${bars.join('')}</td><td>${sum(row)}</td></tr>`;
    });
  return `<h2>${title}</h2><table class="chart">${lines.join('')}</table>`;
}

/** Two bars where there is something to compare with. */
function pairs(title: string, counts: Counts, before: Counts | undefined): string {
  const names = byCount(counts, before ?? {});
  if (names.length === 0) return '';
  const most = Math.max(...names.map((name) => Math.max(countOf(counts, name), countOf(before ?? {}, name))));
  const lines = names.map((name) => {
    const count = countOf(counts, name);
    const past = countOf(before ?? {}, name);
    const under = before ? `<i class="present" style="width:${share(past, most)}"></i>` : '';
    const numbers = before ? `${count} <small>(${past})</small>` : `${count}`;
    return `<tr><th scope="row">${escaped(name)}</th><td class="bar pair"><i class="these" style="width:${share(count, most)}"></i>${under}</td><td>${numbers}</td></tr>`;
  });
  const key = before ? '<p class="key">Below, and in brackets: the present rules.</p>' : '';
  return `<section><h2>${title}</h2>${key}<table class="chart">${lines.join('')}</table></section>`;
}

function differenceOf({ difference }: Simulation): string {
  if (!difference) return '';
  const { newlyHit, noLongerHit, otherEffect, byRule } = difference;
  const changes = byCount(otherEffect, {}).map(
    (change) => `<li>${otherEffect[change]} ${escaped(changeWords(change))}</li>`,
  );
  const rows = Object.entries(byRule).map(
    ([ruleId, { newly, noLonger }]) =>
      `<tr><th scope="row">${escaped(ruleId)}</th><td>${newly.messages}</td><td>${shapesOf(newly.shapes)}</td><td>${noLonger.messages}</td><td>${shapesOf(noLonger.shapes)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table class="list"><tr><th>Rule</th><th>Newly hit</th><th>Written as</th><th>No longer hit</th><th>Written as</th></tr>${rows.join('')}</table>`;
  return `<h2>Difference to the present rules</h2><ul><li>${newlyHit} messages newly hit</li><li>${noLongerHit} no longer hit</li>${changes.join('')}</ul>${table}`;
}

function samples({ candidate }: Simulation): string {
  const rules = Object.entries(candidate.tally.byRule).toSorted(
    ([, one], [, other]) => other.messages - one.messages,
  );
  if (rules.length === 0) return '';
  const rows = rules.map(
    ([ruleId, { messages, matches, shapes }]) =>
      `<tr><th scope="row">${escaped(ruleId)}</th><td>${messages}</td><td>${matches}</td><td>${shapesOf(shapes)}</td></tr>`,
  );
  return `<h2>How the values are written</h2><p>Digits as their number, letters as their number and <code>a</code>, both as their number and <code>x</code>; with a conversation to look into.</p><table class="list"><tr><th>Rule</th><th>Messages</th><th>Values</th><th>Written as</th></tr>${rows.join('')}</table>`;
}

function shapesOf(shapes: Parameters<typeof commonShapes>[0]): string {
  const all = commonShapes(shapes);
  const lines = all
    .slice(0, MOST_SHAPES)
    .map(
      ({ shape, count, conversationId }) =>
        `<code>•••• ${escaped(shape)}</code> × ${count} <small>${escaped(conversationId)}</small>`,
    );
  const more = all.length - MOST_SHAPES;
  return [...lines, ...(more > 0 ? [`and ${more} other ways`] : [])].join('<br>');
}

function footOf(simulation: Simulation): string {
  const { candidate, callsPerTenSeconds, startedAt, workspaceId } = simulation;
  const notes = [
    callsSentence(candidate.tally, callsPerTenSeconds),
    ...gapsOf(simulation),
    'As with MODE=enforce; exceptions and paused rules do not count here.',
    `Workspace ${workspaceId}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, rules ${candidate.print}.`,
  ];
  return notes.map((note) => `<p>${escaped(note)}</p>`).join('');
}

function share(count: number, most: number): string {
  return `${((100 * count) / Math.max(1, most)).toFixed(2)}%`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
