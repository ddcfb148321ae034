// What the service answers of how it stands, as far as the screen shows it.

import { z } from 'zod';
import { ShownBackfill } from './backfill-lines.ts';
import type { ShownJobs } from './job-lines.ts';

export const Ready = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.object({ state: z.string(), reason: z.string().optional() })),
});

export const Status = z.object({
  at: z.coerce.date(),
  mode: z.string(),
  rules: z.number(),
  paused: z.array(z.object({ rule: z.string(), by: z.string(), until: z.string() })),
  findings: z.record(z.string(), z.number()),
  oldest: z.object({ waiting: z.coerce.date().nullable(), for_people: z.coerce.date().nullable() }),
  last_day: z.object({
    redacted: z.number(),
    exposure: z.object({ median_ms: z.number(), worst_ms: z.number() }).nullable(),
  }),
  approvals: z.number(),
  approvers: z.boolean(),
  storm: z.object({ since: z.coerce.date(), conversations: z.number() }).nullable(),
  sweeping: z.boolean(),
});

export const Swept = z.object({
  swept_at: z.coerce.date().nullable(),
  last_week: z.object({
    by_webhook: z.number(),
    by_sweep_only: z.number(),
    unscannable: z.number(),
    repaired: z.number(),
  }),
});

export const Backfills = z.object({ backfills: z.array(ShownBackfill) });

/** Each undefined where it could not be learnt. */
export interface Seen {
  readonly ready: z.infer<typeof Ready>;
  readonly status: z.infer<typeof Status> | undefined;
  readonly swept: z.infer<typeof Swept> | undefined;
  /** Those that have not ended. */
  readonly backfills: readonly ShownBackfill[] | undefined;
  readonly jobs: z.infer<typeof ShownJobs> | undefined;
}
