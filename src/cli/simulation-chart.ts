// What a simulation's page looks like, and its chart over time.

import type { Counts } from '../simulate/simulation.ts';

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --line: #d9dee6; --paper: #fff; --card: #f5f7fa;
  --redact: #1f6feb; --ask_delete: #b42318; --hold: #7a4cc2; --card-told: #c77700; --report: #8a94a3; --present: #b6bfcc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf1; --soft: #9aa5b5; --line: #303948; --paper: #12161d;
  --card: #1b212b; --redact: #5b9bff; --ask_delete: #ff7a6b; --hold: #b794f6; --card-told: #f0ab3d; --report: #7d8899; --present: #4a5566; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
.lead, .key, small, footer { color: var(--soft); } .key { margin: -.4rem 0 .4rem; font-size: .85rem; }
.warning { border-left: 4px solid var(--card-told); padding: .4rem .8rem; background: var(--card); }
ul.cards { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; }
ul.cards li { background: var(--card); border-top: 4px solid var(--line); padding: .6rem .8rem; font-size: .9rem; }
ul.cards b { display: block; font-size: 1.5rem; } ul.cards small { display: block; }
ul.cards .redact { border-color: var(--redact); } ul.cards .ask_delete { border-color: var(--ask_delete); }
ul.cards .card { border-color: var(--card-told); } ul.cards .hold { border-color: var(--hold); } ul.cards .report { border-color: var(--report); }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .85rem; color: var(--soft); }
ul.legend i { display: inline-block; width: .9rem; height: .9rem; margin-right: .35rem; vertical-align: -.12rem; }
i.redact { background: var(--redact); } i.report { background: var(--report); }
i.ask_delete { background: repeating-linear-gradient(45deg, var(--ask_delete) 0 4px, transparent 4px 6px), var(--ask_delete); background-blend-mode: overlay; }
i.card { background: repeating-linear-gradient(90deg, var(--card-told) 0 5px, var(--paper) 5px 6px); }
i.hold { background: repeating-linear-gradient(0deg, var(--hold) 0 3px, var(--paper) 3px 4px); }
i.these { background: var(--redact); } i.present { background: var(--present); }
table { border-collapse: collapse; width: 100%; }
.chart th { text-align: left; font-weight: 400; padding: .15rem .8rem .15rem 0; white-space: nowrap; width: 1%; }
.chart td { padding: .15rem 0; } .chart td:last-child { text-align: right; padding-left: .6rem; width: 1%; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { font-size: 0; } .bar i { display: inline-block; height: 1.05rem; min-width: 2px; vertical-align: middle; }
.bar.pair i { display: block; height: .5rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2.5rem; }
.list th, .list td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); font-size: .92rem; }
.list tr > th:first-child { font-weight: 500; } code { font: .9em ui-monospace, monospace; }
svg { width: 100%; height: auto; display: block; } svg rect { fill: var(--redact); } svg text { fill: var(--soft); font-size: 11px; } svg line { stroke: var(--line); }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); font-size: .85rem; } footer p { margin: .4rem 0; }
@media print { main { max-width: none; padding: 0; } * { print-color-adjust: exact; } }
`;

const DAY_MS = 86_400_000;
const MOST_BARS = 62;
const WIDE = 900;
const HIGH = 150;
const LEFT = 40;
const FLOOR = 125;

/** A bar a day, or for as many days together as fit. What was said before it all began counts as one of its own. */
export function daysChart(byDay: Counts, since: string, until: string): string {
  const firstMs = Date.parse(since.slice(0, 10));
  const days = Math.max(1, Math.round((Date.parse(until.slice(0, 10)) - firstMs) / DAY_MS) + 1);
  const each = Math.ceil(days / MOST_BARS);
  const bars: number[] = Array.from({ length: Math.ceil(days / each) }, () => 0);
  let earlier = 0;
  for (const [day, count] of Object.entries(byDay)) {
    const at = Math.floor((Date.parse(day) - firstMs) / DAY_MS / each);
    if (at < 0) earlier += count;
    else bars[Math.min(at, bars.length - 1)] = (bars[Math.min(at, bars.length - 1)] ?? 0) + count;
  }
  const most = Math.max(1, ...bars);
  const wide = (WIDE - LEFT) / bars.length;
  const drawn = bars.map((count, index) => {
    const high = (count / most) * (FLOOR - 20);
    const from = dayAt(firstMs, index * each);
    const x = (LEFT + index * wide + wide * 0.1).toFixed(1);
    return `<rect x="${x}" y="${(FLOOR - high).toFixed(1)}" width="${(wide * 0.8).toFixed(1)}" height="${high.toFixed(1)}"><title>${from}: ${count}</title></rect>`;
  });
  const last = dayAt(firstMs, (bars.length - 1) * each);
  const unit = each === 1 ? 'day' : `${each} days`;
  const before =
    earlier > 0 ? `<p class="key">${earlier} more were said earlier, in the same conversations.</p>` : '';
  return `<h2>Messages hit, by the ${unit} on which they were said</h2>${before}
<svg viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="Messages hit by ${unit}, ${most} at most">
<line x1="${LEFT}" y1="${FLOOR}" x2="${WIDE}" y2="${FLOOR}"/><text x="${LEFT - 6}" y="24" text-anchor="end">${most}</text><text x="${LEFT - 6}" y="${FLOOR}" text-anchor="end">0</text>
${drawn.join('')}
<text x="${LEFT}" y="${HIGH - 8}">${dayAt(firstMs, 0)}</text>${bars.length > 1 ? `<text x="${WIDE}" y="${HIGH - 8}" text-anchor="end">${last}</text>` : ''}
</svg>`;
}

function dayAt(firstMs: number, days: number): string {
  return new Date(firstMs + days * DAY_MS).toISOString().slice(0, 10);
}
