// Collects the targets of a body's links, attribute by attribute, as the HTML tokenizer comes by them.

import { linkText } from './link-text.ts';
import type { Segment } from './offset-map.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';

export interface LinkReader {
  readonly segments: readonly Segment[];
  /** An attribute's name stands at body[start, end). */
  name(tag: string, start: number, end: number): void;
  value(start: number, end: number): void;
  entity(codePoint: number): void;
  end(): void;
}

const ENTITY = /&(?:#x?[0-9a-f]+|[a-z][0-9a-z]*);?/iy;

export function createLinkReader(body: string): LinkReader {
  const segments: Segment[] = [];
  let href: SegmentBuilder | undefined;
  let at = 0;
  return {
    segments,
    name(tag, start, end) {
      const isLink = (tag.length === 1 || tag.length === 4) && /^(?:a|area)$/i.test(tag);
      href = isLink && /^href$/i.test(body.slice(start, end)) ? createSegmentBuilder(body) : undefined;
      at = end;
    },
    value(start, end) {
      href?.literal(start, end);
      at = end;
    },
    entity(codePoint) {
      if (href === undefined) return;
      // The tokenizer does not say where an entity stands: it is the next `&`.
      const start = Math.max(at, body.indexOf('&', at));
      ENTITY.lastIndex = start;
      at = ENTITY.test(body) ? ENTITY.lastIndex : start;
      href.decoded(String.fromCodePoint(codePoint), start, at);
    },
    end() {
      const link = href === undefined ? undefined : linkText(href.build());
      if (link !== undefined) segments.push(link);
      href = undefined;
    },
  };
}
