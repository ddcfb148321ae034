// The workspace's tags. They outlive their conversations.

import type { Tag } from './conversation.ts';
import type { Ids } from './ids.ts';

export interface Tags {
  all(): Iterable<Tag>;
  byId(id: string): Tag | undefined;
  /** Made where there is none. Intercom docs: a name is taken whatever its case. */
  named(name: string): Tag;
  clear(): void;
}

export function createTags(ids: Ids): Tags {
  const tags = new Map<string, Tag>();
  return {
    all: () => tags.values(),
    byId: (id) => [...tags.values()].find((tag) => tag.id === id),
    named(name) {
      const key = name.toLowerCase();
      const tag = tags.get(key) ?? { id: ids.tag(), name };
      tags.set(key, tag);
      return tag;
    },
    clear: () => tags.clear(),
  };
}
