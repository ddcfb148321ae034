// Puts a text together from stretches of a body, and remembers where each came from.

import { createRunMap, type Segment } from './offset-map.ts';

export interface SegmentBuilder {
  /** Takes body[start, end) as it stands. */
  literal(start: number, end: number): void;
  /** Takes `text`, which stands for body[start, end). */
  decoded(text: string, start: number, end: number): void;
  /** Parts words at body offset `at`: a line break or a tab. Never leads a text, and line breaks do not pile up. */
  part(separator: '\n' | '\t', at: number): void;
  build(): Segment;
}

export function createSegmentBuilder(body: string): SegmentBuilder {
  const parts: string[] = [];
  const map = createRunMap();
  let length = 0;
  let last = '';
  const push = (text: string, start: number, end: number): void => {
    if (text === '') return;
    map.add(length, start, end);
    parts.push(text);
    length += text.length;
    last = text;
  };
  return {
    literal: (start, end) => push(body.slice(start, end), start, end),
    decoded: push,
    part(separator, at) {
      if (length > 0 && last !== '\n') push(separator, at, at);
    },
    build: () => ({ text: parts.length === 1 ? last : parts.join(''), map: map.build(length) }),
  };
}
