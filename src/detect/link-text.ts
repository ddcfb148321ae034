// What a link's target says beside its text: an address, a number, the values of a query.

import type { Segment } from './offset-map.ts';
import { chain } from './offset-map.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';

const ADDRESS = /^\s*(?:mailto|tel|sms|callto|whatsapp):/i;
const WEB = /^\s*(?:https?:|\/|\?|#)/i;
/** Attachments: their addresses hold account numbers, dates and signatures of Intercom's own. */
const ATTACHMENT = /^\s*https?:\/\/[^/?#]*(?:intercomcdn|intercom-attachments)/i;

/** The part of a link's target that a person may have written, decoded; undefined when there is none. */
export function linkText(href: Segment): Segment | undefined {
  const address = ADDRESS.exec(href.text);
  const start = address === null ? queryStart(href.text) : address[0].length;
  if (start === undefined || start >= href.text.length) return undefined;
  const builder = createSegmentBuilder(href.text);
  percentDecode(href.text, start, address === null, builder);
  const decoded = builder.build();
  return { text: decoded.text, map: chain(decoded.map, href.map) };
}

function queryStart(target: string): number | undefined {
  if (!WEB.test(target) || ATTACHMENT.test(target)) return undefined;
  const start = target.search(/[?#]/);
  return start === -1 ? undefined : start + 1;
}

const SPECIAL = /%[0-9a-f]{2}|[+&?#]/gi;

/** Parts the values of a query by line breaks. In an address a `+` is a plus sign, in a query a space. */
function percentDecode(target: string, from: number, isQuery: boolean, builder: SegmentBuilder): void {
  let at = from;
  SPECIAL.lastIndex = from;
  for (let found = SPECIAL.exec(target); found !== null; found = SPECIAL.exec(target)) {
    const start = found.index;
    builder.literal(at, start);
    const special = found[0];
    if (special.startsWith('%')) {
      const { text, end } = decodeAt(target, start);
      builder.decoded(text, start, end);
      at = end;
    } else {
      if (special !== '+') builder.part('\n', start);
      else builder.decoded(isQuery ? ' ' : '+', start, start + 1);
      at = start + 1;
    }
    SPECIAL.lastIndex = at;
  }
  builder.literal(at, target.length);
}

/** Decodes the one character whose UTF-8 bytes begin at `start`; bytes that are none stay as they stand. */
function decodeAt(target: string, start: number): { readonly text: string; readonly end: number } {
  const lead = Number.parseInt(target.slice(start + 1, start + 3), 16);
  const bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const end = Math.min(start + bytes * 3, target.length);
  try {
    return { text: decodeURIComponent(target.slice(start, end)), end };
  } catch {
    return { text: target.slice(start, start + 3), end: start + 3 };
  }
}
