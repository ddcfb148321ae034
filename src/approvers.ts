// Who may approve a deletion or vouch for a value: the people that are named, and the members of a user group.
// Where nobody can say who is in the group, nobody of it may.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from './message.ts';

export interface Approvers {
  /** Somebody is configured; without, the buttons are not drawn. */
  readonly isAnybody: boolean;
  may(by: string): Promise<'yes' | 'no' | 'nobody'>;
}

export interface ApproversDependencies {
  readonly named: readonly Id[];
  /** The members' ids. Rejects when Slack cannot tell. Undefined: there is no group. */
  readonly members: (() => Promise<readonly string[]>) | undefined;
  readonly clock: () => Date;
}

const FRESH_MS = 5 * 60_000;
const USABLE_MS = 3_600_000;
/** Slack forgets what a press may open after three seconds: an older list is used before that. */
const PATIENCE_MS = 1_000;
/** What just failed is not asked for again with every press. */
const PAUSE_MS = 5_000;

export function createApprovers({ named, members, clock }: ApproversDependencies): Approvers {
  let list: { readonly ids: ReadonlySet<string>; readonly atMs: number } | undefined;
  let asking: Promise<void> | undefined;
  let failedAtMs = Number.NEGATIVE_INFINITY;
  const isAnybody = named.length > 0 || members !== undefined;

  function ask(read: () => Promise<readonly string[]>): Promise<void> {
    asking ??= read()
      .then(
        (ids) => {
          list = { ids: new Set(ids), atMs: clock().getTime() };
        },
        () => {
          failedAtMs = clock().getTime();
        },
      )
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  function agedAtMost(ms: number): ReadonlySet<string> | undefined {
    return list && clock().getTime() - list.atMs < ms ? list.ids : undefined;
  }

  async function group(read: () => Promise<readonly string[]>): Promise<ReadonlySet<string>> {
    const fresh = agedAtMost(FRESH_MS);
    if (fresh) return fresh;
    const isPaused = clock().getTime() - failedAtMs < PAUSE_MS;
    if (!isPaused) await (agedAtMost(USABLE_MS) ? Promise.race([ask(read), sleep(PATIENCE_MS)]) : ask(read));
    return agedAtMost(USABLE_MS) ?? new Set();
  }

  return {
    isAnybody,
    async may(by) {
      if (!isAnybody) return 'nobody';
      if (named.some((id) => id === by)) return 'yes';
      return members && (await group(members)).has(by) ? 'yes' : 'no';
    },
  };
}
