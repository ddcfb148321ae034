// How many jobs of each queue there are over HTTP: names of ours, counts and ages only.

import type { Express } from 'express';
import type { JobCounter } from '../store/jobs.ts';

export function mountJobs(http: Express, jobs: JobCounter): void {
  http.get('/admin/jobs', async (_request, response) => {
    const figures = await jobs.figures();
    response.json({
      jobs: figures.map(({ oldestMs, ...counts }) => ({ ...counts, oldest_ms: oldestMs ?? null })),
    });
  });
}
