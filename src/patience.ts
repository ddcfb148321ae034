// Work that can wait asks Intercom again: after a hold when it is held, and ever later while it does not answer.

import type { Refusal } from './intercom/refusal.ts';
import { backoffMs } from './policy/backoff.ts';

export interface PatienceDependencies {
  readonly clock: () => Date;
  readonly random: () => number;
  /** Rejects when it is given up, as at the end of the process. */
  readonly sleep: (ms: number) => Promise<void>;
  /** So many failures in a row are enough. */
  readonly tries: number;
}

export type Patience = <Answer extends { readonly kind: string }>(
  ask: () => Promise<Answer | Refusal>,
) => Promise<Answer | Refusal>;

/** Rate limits are waited for without end. */
export function createPatience({ clock, random, sleep, tries }: PatienceDependencies): Patience {
  return async (ask) => {
    for (let failures = 0; ; ) {
      const answer = await ask();
      if (answer.kind === 'rate_limited') {
        const until = (answer as Extract<Refusal, { kind: 'rate_limited' }>).until.getTime();
        await sleep(Math.max(1, until - clock().getTime()));
        continue;
      }
      if (answer.kind !== 'unavailable') return answer;
      failures += 1;
      if (failures >= tries) return answer;
      await sleep(backoffMs(failures, random));
    }
  };
}
