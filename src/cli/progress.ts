// How far long work is: a line that is drawn anew on a terminal, a line now and then elsewhere.

import { duration } from '../slack/quantities.ts';
import type { Io } from './io.ts';

export interface Progressed {
  readonly done: number;
  readonly total: number;
  readonly found: number;
}

const DRAWN_EVERY_MS = 200;
const WRITTEN_EVERY_MS = 10_000;
const WIDTH = 20;

/** Undefined: it is over. */
export function createProgress({ stderr }: Pick<Io, 'stderr'>): (now: Progressed | undefined) => void {
  const isTerminal = stderr.isTTY === true;
  const startedMs = performance.now();
  let saidMs = isTerminal ? Number.NEGATIVE_INFINITY : startedMs;
  let first: number | undefined;
  let hasDrawn = false;
  return (now) => {
    if (now === undefined) {
      if (hasDrawn) stderr.write('\n');
      return;
    }
    first ??= now.done - 1;
    const atMs = performance.now();
    const isLast = now.done >= now.total;
    if (atMs - saidMs < (isTerminal ? DRAWN_EVERY_MS : WRITTEN_EVERY_MS) && !(isLast && isTerminal)) return;
    saidMs = atMs;
    const line = lineOf(now, (now.done - first) / Math.max(1, (atMs - startedMs) / 1000));
    hasDrawn = isTerminal;
    stderr.write(isTerminal ? `\r\x1b[2K${line}` : `${line}\n`);
  };
}

export function lineOf({ done, total: counted, found }: Progressed, perSecond: number): string {
  const total = Math.max(counted, done);
  const share = total === 0 ? 0 : Math.floor((100 * done) / total);
  const left = perSecond > 0 ? `, ${duration(((total - done) / perSecond) * 1000)} left` : '';
  return `${bar(share)} ${share} %  ${done} of ${total} conversations, ${Math.round(perSecond)}/s, ${found} findings${left}`;
}

function bar(share: number): string {
  const full = Math.round((share / 100) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}
