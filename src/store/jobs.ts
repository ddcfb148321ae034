// How many jobs wait, run and come again, counted in the queue's own table: pg-boss gives figures of up to an hour ago,
// none of jobs that come again, and no ages.

import { sql } from 'kysely';
import type { Database } from './database.ts';
import { JOB_NAMES, type JobName } from './queue.ts';

export interface JobFigures {
  readonly name: JobName;
  /** Due, and not begun. */
  readonly waiting: number;
  /** Not to be begun before a time. */
  readonly later: number;
  /** An attempt failed for a reason of our own, and another one follows. */
  readonly retried: number;
  readonly running: number;
  /** Failed for good, within the last minutes: such rows are taken out. */
  readonly dead: number;
  /** For how long the oldest one is due that has not ended; undefined when there is none. */
  readonly oldestMs: number | undefined;
}

export interface JobCounter {
  /** Of each queue, always in the same order. */
  figures(): Promise<readonly JobFigures[]>;
}

type Row = Omit<JobFigures, 'oldestMs'> & { readonly oldestMs: number | null };

export function createJobCounter({ db }: Database): JobCounter {
  return {
    async figures() {
      const { rows } = await sql<Row>`
        select name,
          (count(*) filter (where state = 'created' and is_due))::int as waiting,
          (count(*) filter (where state = 'created' and not is_due))::int as later,
          (count(*) filter (where state = 'retry'))::int as retried,
          (count(*) filter (where state = 'active'))::int as running,
          (count(*) filter (where state = 'failed'))::int as dead,
          (max(extract(epoch from now() - due_on)) filter (where state in ('retry', 'active') or state = 'created' and is_due)
            * 1000)::float8 as "oldestMs"
        from (
          select name, state, start_after <= now() as is_due,
            -- With each new attempt the time before which it may not begin moves on.
            case when retry_count > 0 then created_on else greatest(created_on, start_after) end as due_on
          from redactor_queue.job where state not in ('completed', 'cancelled')
        ) as job
        group by name`.execute(db);
      const known = new Map(rows.map((row) => [row.name, row]));
      return JOB_NAMES.map((name) => {
        const { oldestMs, ...counts } = known.get(name) ?? { ...NONE, name };
        return { ...counts, oldestMs: oldestMs === null ? undefined : Math.max(0, Math.round(oldestMs)) };
      });
    },
  };
}

const NONE = { waiting: 0, later: 0, retried: 0, running: 0, dead: 0, oldestMs: null } as const;
