// Intercom repeats a conversation's first message in every event about it. What was found clean a moment ago is not
// scanned again.

import type { Match } from '../message.ts';

type Scan = (body: string) => readonly Match[];

const MOST_BODIES = 2_000;
/** Longer bodies are scanned each time: they are rare, and remembering them would cost memory. */
const LONGEST_BODY = 4_000;

/** The same scan, faster for bodies that were clean lately. Remembers nothing in which anything was found. */
export function rememberClean(scan: Scan): Scan {
  // Two generations: when the younger is full it becomes the older, whose bodies are forgotten.
  let younger = new Set<string>();
  let older = new Set<string>();

  function remember(body: string): void {
    if (younger.size >= MOST_BODIES) {
      older = younger;
      younger = new Set();
    }
    younger.add(body);
  }

  return (body) => {
    if (younger.has(body)) return [];
    if (older.has(body)) {
      remember(body);
      return [];
    }
    const matches = scan(body);
    if (matches.length === 0 && body.length <= LONGEST_BODY) remember(body);
    return matches;
  };
}
