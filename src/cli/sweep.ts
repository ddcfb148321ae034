// A sweep now, and what the sweeps of the last week saw.

import { z } from 'zod';
import { type AdminAnswer, withAdmin } from './admin-client.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  status: { type: 'boolean' },
} as const;

const HELP = `Usage: npm run -s redactor -- sweep [--status]

Has the running service look now for what no webhook brought, as it does every SWEEP_EVERY.

  --status          only say what the sweeps of the last week saw
  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example:
  npm run -s redactor -- sweep --status
`;

const Figures = z.object({
  by_webhook: z.number(),
  by_sweep_only: z.number(),
  unscannable: z.number(),
  repaired: z.number(),
});
const Swept = z.object({ result: z.literal('swept'), conversations: z.number() }).extend(Figures.shape);
const Status = z.object({ swept_at: z.string().nullable(), last_week: Figures });
const Problem = z.object({ problem: z.string() });

export const sweepCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  return withAdmin(io, values.url, async (call) => {
    const answer = await call(values.status ? 'GET' : 'POST', '/admin/sweeps');
    if (!values.status && call.isOfStore()) {
      io.stderr.write('A sweep needs the running service: start it. It sweeps by itself then.\n');
      return 1;
    }
    if (!values.json) return say(answer, io);
    io.stdout.write(`${JSON.stringify(answer.body ?? null)}\n`);
    return answer.status < 300 ? 0 : 1;
  });
};

function say({ status, body }: AdminAnswer, io: Io): number {
  if (status === 202) {
    io.stdout.write('It takes longer, and goes on: see --status.\n');
    return 0;
  }
  const swept = Swept.safeParse(body).data;
  const known = Status.safeParse(body).data;
  if (swept)
    io.stdout.write(`Looked through ${swept.conversations} conversations that changed.\n${lines(swept)}`);
  else if (known)
    io.stdout.write(
      `Last swept to its end: ${known.swept_at ?? 'not yet'}\nIn the last week:\n${lines(known.last_week)}`,
    );
  else {
    const problem = Problem.safeParse(body).data?.problem;
    io.stderr.write(`${problem ?? `The service answered ${status}.`}\n`);
  }
  return status < 300 ? 0 : 1;
}

function lines({ by_webhook, by_sweep_only, unscannable, repaired }: z.infer<typeof Figures>): string {
  return [
    `  ${by_webhook} messages had come by webhook`,
    `  ${by_sweep_only} had not`,
    `  ${repaired} of those held personal data, and are acted on`,
    `  ${unscannable} conversations cannot be read to their end: they are cards`,
    '',
  ].join('\n');
}
