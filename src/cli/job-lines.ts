// Jobs as a table.

import { z } from 'zod';
import { duration } from '../slack/quantities.ts';

export const JOB_COUNTS = ['waiting', 'later', 'retried', 'running', 'dead'] as const;

export const ShownJobs = z.object({
  jobs: z.array(
    z.object({
      name: z.string(),
      waiting: z.number(),
      later: z.number(),
      retried: z.number(),
      running: z.number(),
      dead: z.number(),
      oldest_ms: z.number().nullable(),
    }),
  ),
});

export function jobTable({ jobs }: z.infer<typeof ShownJobs>): string {
  const head = `${'queue'.padEnd(8)}${JOB_COUNTS.map((name) => name.padStart(9)).join('')}  oldest\n`;
  const lines = jobs.map((job) => {
    const counts = JOB_COUNTS.map((name) => String(job[name]).padStart(9)).join('');
    return `${job.name.padEnd(8)}${counts}  ${job.oldest_ms === null ? '' : duration(job.oldest_ms)}`;
  });
  return head + lines.map((line) => `${line.trimEnd()}\n`).join('');
}
