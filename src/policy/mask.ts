// The text of a message in which every match is masked, for a note beside the message that Intercom wipes.

import { createBodyReader } from '../detect/body-reader.ts';
import type { Segment } from '../detect/offset-map.ts';
import type { Match } from '../message.ts';

/** The same for all, since a length says something too. */
export const MASK = '•••• ••••';

export type Masked = Pick<Match, 'kind' | 'start' | 'end' | 'value'>;

/**
 * The body as a person reads it, without its link targets, each match masked. Of a payment card the last four digits
 * stay. Offsets of matches are into the body. The text reads the same as HTML and as plain text: it holds no tag and
 * no entity.
 */
export function maskText(body: string, matches: readonly Masked[]): string {
  const [text] = createBodyReader().read(body);
  return text === undefined ? '' : neutral(maskSegment(text, stretches(matches)));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly mask: string;
}

/** Matches in order; those that lie over each other as one, which then shows nothing of either. */
function stretches(matches: readonly Masked[]): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const match of matches.toSorted((a, b) => a.start - b.start)) {
    const { start, end } = match;
    const before = merged.at(-1);
    if (before === undefined || before.end <= start) {
      merged.push({ start, end, mask: maskOf(match) });
      continue;
    }
    const mask = before.mask === maskOf(match) ? before.mask : MASK;
    merged[merged.length - 1] = { start: before.start, end: Math.max(before.end, end), mask };
  }
  return merged;
}

/** Source: PCI DSS 4.0, requirement 3.4.1: the last four digits of a card's number may be shown. */
function maskOf({ kind, value }: Masked): string {
  const lastFour = kind === 'payment_card' ? /^\d{8,15}(\d{4})$/.exec(value)?.[1] : undefined;
  return lastFour === undefined ? MASK : `•••• ${lastFour}`;
}

function maskSegment({ text, map }: Segment, masked: readonly Stretch[]): string {
  const parts: string[] = [];
  let kept = 0;
  let next = 0;
  let shown = -1;
  for (let at = 0; at < text.length; at += 1) {
    const start = map.startOf(at);
    const end = map.endOf(at + 1);
    while ((masked[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const stretch = masked[next];
    if (stretch === undefined || stretch.start >= Math.max(end, start + 1)) continue;
    parts.push(text.slice(kept, at), shown === next ? '' : stretch.mask);
    shown = next;
    kept = at + 1;
  }
  return [...parts, text.slice(kept)].join('');
}

/** Nothing that a reader of HTML takes for a tag or an entity. */
function neutral(text: string): string {
  return text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/&(?=[#a-z])/gi, '＆');
}
