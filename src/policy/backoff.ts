// How long to wait before the next attempt: doubling from one second to five minutes, with half of it by chance,
// so that many waiting jobs do not come back together.

const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/** Milliseconds to wait after the given number of attempts (1 or more). */
export function backoffMs(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full / 2 + (full / 2) * random());
}
