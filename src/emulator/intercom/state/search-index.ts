// What a search finds: each conversation as it was some time ago, since an index stays behind what it is made from.
// Inferred: Intercom documents no lag; the tests of its own SDK wait five seconds before they search.

import type { Conversation } from './conversation.ts';

/** In the clock's milliseconds. */
export type LagOf = (conversationId: string) => number;

export interface SearchIndex {
  /** To be told after each change. */
  note(conversation: Conversation): void;
  /** As a search finds it; undefined when it does not yet. */
  shown(conversation: Conversation): Conversation | undefined;
}

interface Version {
  readonly atMs: number;
  readonly as: Conversation;
}

export function createSearchIndex(clock: () => number, lagOf: LagOf): SearchIndex {
  const versions = new WeakMap<Conversation, Version[]>();
  return {
    note(conversation) {
      if (lagOf(conversation.id) === 0) return;
      const known = versions.get(conversation) ?? [];
      known.push({ atMs: clock(), as: { ...conversation } });
      versions.set(conversation, known);
    },
    shown(conversation) {
      const lagMs = lagOf(conversation.id);
      if (lagMs === 0) return conversation;
      const known = versions.get(conversation) ?? [];
      const newest = known.findLastIndex(({ atMs }) => atMs + lagMs <= clock());
      if (newest > 0) known.splice(0, newest);
      return newest < 0 ? undefined : known[0]?.as;
    },
  };
}
