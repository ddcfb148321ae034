// History, looked through by the running service: begun here, watched, paused and taken up again.

import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type AdminAnswer, type AdminClient, withAdmin } from './admin-client.ts';
import { doneOf, listLine, planLine, progressLine, ShownBackfill, summaryLines } from './backfill-lines.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  rule: { type: 'string' },
  team: { type: 'string' },
  apply: { type: 'boolean' },
} as const;

const HELP = `Usage: npm run -s redactor -- backfill --since 90d [--until 30d] [--rule RULE] [--team ID] [--apply]
       npm run -s redactor -- backfill list | show ID | pause ID | resume ID | cancel ID

Has the running service look through the conversations that were updated since then. It only
reports, unless --apply is given: then what is found is acted on as if it came today.
Live messages go first. Ctrl-C leaves it going.

  --since LENGTH    how far back, such as 90d
  --until LENGTH    leave out what was said later than so long ago
  --rule RULE       only what this rule finds; a glob such as payment_card.* takes several
  --team ID         only conversations that are assigned to this team
  --apply           act on what is found
  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON at the end

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example:
  npm run -s redactor -- backfill --since 30d --rule 'payment_card.*'
`;

const One = z.object({ backfill: ShownBackfill });
const All = z.object({ backfills: z.array(ShownBackfill) });
const Problem = z.object({ problem: z.string() });
const ACTIONS: ReadonlySet<string> = new Set(['pause', 'resume', 'cancel']);
const OVER: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

export const backfillCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS, allowPositionals: true }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const wrong = wrongUse(positionals, values.since);
  if (wrong) {
    io.stderr.write(`${wrong}\n\n${HELP}`);
    return WRONG_USE;
  }
  const asJson = values.json === true;
  const [action = 'begin', id = ''] = positionals;
  const path = `/admin/backfills/${encodeURIComponent(id)}`;
  return withAdmin(io, values.url, async (call) => {
    if (action === 'list') return printAll(await call('GET', '/admin/backfills'), io, asJson);
    if (action === 'show') return print(await call('GET', path), io, asJson);
    if (ACTIONS.has(action)) return print(await call('POST', path, { action }), io, asJson);
    const { since, until, rule, team, apply = false } = values;
    const begun = await call('POST', '/admin/backfills', {
      since,
      apply,
      ...(until === undefined ? {} : { until }),
      ...(rule === undefined ? {} : { rule }),
      ...(team === undefined ? {} : { team }),
    });
    const first = One.safeParse(begun.body).data?.backfill;
    if (begun.status !== 201 || !first) return print(begun, io, asJson);
    if (!call.isOfStore()) return watch(call, first, io, asJson);
    io.stderr.write('It begins when the service starts.\n');
    return print(begun, io, asJson);
  });
};

function wrongUse([action, id, ...more]: readonly string[], since: string | undefined): string | undefined {
  if (action === undefined)
    return since === undefined ? 'Say how far back with --since, such as 90d.' : undefined;
  if (action === 'list') return id === undefined ? undefined : 'list takes nothing more.';
  if (action !== 'show' && !ACTIONS.has(action))
    return 'Say list, show, pause, resume or cancel, or nothing of it.';
  return id === undefined || more.length > 0 ? `${action} takes one id.` : undefined;
}

const POLL_MS = 1_000;
const LINE_MS = 10_000;

/** Until it is over, or whoever watches has seen enough. */
async function watch(call: AdminClient, first: ShownBackfill, io: Io, asJson: boolean): Promise<number> {
  const path = `/admin/backfills/${encodeURIComponent(first.id)}`;
  const startedMs = performance.now();
  let saidMs = Number.NEGATIVE_INFINITY;
  let isPlanned = false;
  for (;;) {
    const answer = await call('GET', path);
    const now = One.safeParse(answer.body).data?.backfill;
    if (!now) return print(answer, io, asJson);
    if (!isPlanned && now.total != null) {
      io.stderr.write(`${planLine(now)}\n`);
      isPlanned = true;
    }
    const atMs = performance.now();
    if (io.stderr.isTTY === true || atMs - saidMs >= LINE_MS) {
      const perSecond = doneOf(now) / Math.max(1, (atMs - startedMs) / 1000);
      io.stderr.write(drawn(progressLine(now, perSecond), io));
      saidMs = atMs;
    }
    if (OVER.has(now.state) || now.state === 'paused') {
      if (io.stderr.isTTY === true) io.stderr.write('\n');
      print(answer, io, asJson);
      return now.state === 'failed' ? 1 : 0;
    }
    const isStopped = await delay(POLL_MS, false, { signal: io.stopped }).catch(() => true);
    if (isStopped) {
      io.stderr.write(`\nIt goes on: backfill show ${first.id}, pause it or cancel it.\n`);
      return 0;
    }
  }
}

function drawn(line: string, io: Io): string {
  return io.stderr.isTTY === true ? `\r\x1b[2K${line}` : `${line}\n`;
}

function print({ status, body }: AdminAnswer, io: Io, asJson: boolean): number {
  const shown = One.safeParse(body).data?.backfill;
  if (asJson) io.stdout.write(`${JSON.stringify(body ?? {})}\n`);
  else if (shown) io.stdout.write(summaryLines(shown));
  else io.stderr.write(`${Problem.safeParse(body).data?.problem ?? `The service answered ${status}`}.\n`);
  if (status === 400) return WRONG_USE;
  return status < 300 && shown ? 0 : 1;
}

function printAll({ status, body }: AdminAnswer, io: Io, asJson: boolean): number {
  const all = All.safeParse(body).data?.backfills;
  if (asJson) io.stdout.write(`${JSON.stringify(body ?? {})}\n`);
  else if (all) io.stdout.write(all.length === 0 ? 'There was none yet.\n' : all.map(listLine).join(''));
  else io.stderr.write(`The service answered ${status}.\n`);
  return all ? 0 : 1;
}
