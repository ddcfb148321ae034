// A message's body → the texts in it that are scanned.

import { createHtmlReader } from './html-reader.ts';
import type { Segment } from './offset-map.ts';
import { createPlainReader } from './plain-reader.ts';
import { isHtml } from './tags.ts';

export interface BodyReader {
  /** The text that a person reads first, then the targets of links. */
  read(body: string): readonly Segment[];
}

export function createBodyReader(): BodyReader {
  const html = createHtmlReader();
  const plain = createPlainReader();
  return { read: (body) => (isHtml(body) ? html.read(body) : [plain.read(body)]) };
}
