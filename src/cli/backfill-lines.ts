// How a backfill is told on a terminal.

import { z } from 'zod';
import { duration } from '../slack/quantities.ts';
import { lineOf } from './progress.ts';

const Numbers = z.record(z.string(), z.number());
export const ShownBackfill = z.object({
  id: z.string(),
  state: z.string(),
  apply: z.boolean(),
  since: z.string(),
  total: z.number().nullish(),
  /** What Intercom allows the app now. */
  callsPerTenSeconds: z.number().nullish(),
  reason: z.string().nullish(),
  askedAt: z.string(),
  counts: z.object({
    conversations: z.number(),
    skipped: z.number(),
    messages: z.number(),
    findings: z.number(),
    taken: z.number(),
    unseen: z.number(),
    unread: z.number(),
    byAction: Numbers,
    byAuthor: Numbers,
    byRule: Numbers,
  }),
});
export type ShownBackfill = z.infer<typeof ShownBackfill>;

/** Source: Intercom docs, rate limiting: 10,000 calls a minute for an app, spread over windows of ten seconds. */
const USUAL_CALLS = 1_666;
const PER_PAGE = 150;

export function planLine({ total, since, apply, callsPerTenSeconds }: ShownBackfill): string {
  const calls = (total ?? 0) + Math.ceil((total ?? 0) / PER_PAGE);
  const seconds = Math.ceil((calls / (callsPerTenSeconds ?? USUAL_CALLS)) * 10);
  const allowance = callsPerTenSeconds ? 'what Intercom allows this app now' : "Intercom's usual allowance";
  return `${total ?? 0} conversations were updated since ${since.slice(0, 10)}: some ${calls} calls, ${duration(seconds * 1000)} or more at ${allowance}. ${apply ? 'What is found is acted on.' : 'Nothing is changed: it only reports.'}`;
}

export function progressLine(now: ShownBackfill, perSecond: number): string {
  return lineOf({ done: doneOf(now), total: now.total ?? 0, found: now.counts.findings }, perSecond);
}

export function doneOf({ counts }: ShownBackfill): number {
  return counts.conversations + counts.skipped;
}

export function summaryLines({ state, apply, counts, reason, id }: ShownBackfill): string {
  const { conversations, skipped, messages, findings, taken, unseen, unread } = counts;
  const lines = [
    `Backfill ${id}: ${state}${reason ? ` (Intercom: ${reason})` : ''}`,
    `  ${conversations} conversations with ${messages} messages looked through${skipped > 0 ? `, ${skipped} left out` : ''}`,
    `  ${findings} messages with personal data${apply ? `, ${taken} of them new` : ''}`,
    ...table('by what is done', counts.byAction),
    ...table('by author', counts.byAuthor),
    ...table('by rule', counts.byRule),
    ...(unseen > 0
      ? [`  ${unseen} parts cannot be read: Intercom shows the newest 500 of a conversation`]
      : []),
    ...(unread > 0 ? [`  ${unread} conversations could not be read just now: run it again`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

export function listLine({ id, state, since, counts, apply }: ShownBackfill): string {
  return `${id}  ${state.padEnd(9)}  since ${since.slice(0, 10)}  ${apply ? 'apply ' : 'report'}  ${counts.conversations} conversations  ${counts.findings} findings\n`;
}

function table(title: string, numbers: Readonly<Record<string, number>>): readonly string[] {
  const rows = Object.entries(numbers).toSorted(([, one], [, other]) => other - one);
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`  ${title}:`, ...rows.map(([name, number]) => `    ${name.padEnd(width)}  ${number}`)];
}
