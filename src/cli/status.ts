// How the running service stands, on one screen, and whether it is ready as the exit code.

import { problemOf } from './admin-answer.ts';
import { type AdminClient, withAdmin } from './admin-client.ts';
import type { ShownBackfill } from './backfill-lines.ts';
import type { Command, Io } from './io.ts';
import { ShownJobs } from './job-lines.ts';
import { Backfills, Ready, type Seen, Status, Swept } from './status-form.ts';
import { statusScreen } from './status-screen.ts';
import { parseOrExplain } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- status

Whether the service is ready and why not, findings by state, the oldest that is open, for how long personal
data could be read, the last sweep, a backfill that runs, jobs, paused rules, and whether there are approvers.

  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with. Exit code 0 when it is ready,
1 when it is not, or does not tell.

Example:
  npm run -s redactor -- status
`;

export const statusCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  return withAdmin(io, values.url, (call) => tell(call, io, values.json === true));
};

async function tell(call: AdminClient, io: Io, asJson: boolean): Promise<number> {
  const [readiness, status, swept, backfills, jobs] = await Promise.all([
    call('GET', '/readyz'),
    call('GET', '/admin/status'),
    call('GET', '/admin/sweeps'),
    call('GET', '/admin/backfills'),
    call('GET', '/admin/jobs'),
  ]);
  const ready = call.isOfStore() ? NOT_RUNNING : Ready.safeParse(readiness.body).data;
  if (!ready) {
    io.stderr.write('What answers there is not the service; name its address with --url.\n');
    return 1;
  }
  const seen: Seen = {
    ready,
    status: Status.safeParse(status.body).data,
    swept: Swept.safeParse(swept.body).data,
    backfills: Backfills.safeParse(backfills.body).data?.backfills.filter(hasNotEnded),
    jobs: ShownJobs.safeParse(jobs.body).data,
  };
  io.stdout.write(asJson ? `${JSON.stringify(written(seen))}\n` : statusScreen(seen));
  if (!seen.status) io.stderr.write(`The rest is not known: ${problemOf(status)}.\n`);
  return ready.ready && seen.status ? 0 : 1;
}

const NOT_RUNNING = {
  ready: false,
  checks: { service: { state: 'down', reason: 'it does not run here' } },
} as const;

function hasNotEnded({ state }: ShownBackfill): boolean {
  return state === 'running' || state === 'paused';
}

/** What could not be learnt is null. */
function written({ ready, status, swept, backfills, jobs }: Seen): object {
  return {
    ...ready,
    status: status ?? null,
    sweep: swept ?? null,
    backfills: backfills ?? null,
    jobs: jobs?.jobs ?? null,
  };
}
