// What the running service has to do, by queue.

import { printAnswer } from './admin-answer.ts';
import { withAdmin } from './admin-client.ts';
import type { Command } from './io.ts';
import { jobTable, ShownJobs } from './job-lines.ts';
import { parseOrExplain } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- jobs

How many jobs of each queue there are now, and for how long the oldest is due.

  act      redact a message, or read a conversation     notice   see what a card has to say
  card     post or edit a card                          delete   what a deletion asks for next
  look     look again at what was removed by hand

  waiting  due, and not begun           later    not to be begun yet
  retried  failed, and tried again      running  begun
  dead     failed for good, within the last minutes: there should be none

  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example:
  npm run -s redactor -- jobs
`;

export const jobsCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  return withAdmin(io, values.url, async (call) => {
    const answer = await call('GET', '/admin/jobs');
    return printAnswer(answer, ShownJobs, jobTable, { io, asJson: values.json === true });
  });
};
