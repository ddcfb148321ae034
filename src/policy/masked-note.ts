// The internal note that keeps what may be kept of a redacted message. It names its finding, so that after a crash it
// is found again and not written twice, and no rule matches in it.

import type { Id } from '../message.ts';
import { type Masked, maskText } from './mask.ts';
import { maskRepeats } from './mask-repeats.ts';

/** What only shows once its neighbour is masked is masked in another round; more than these there are never. */
const MOST_ROUNDS = 5;
/** A note is read by people. Beyond this the message was no message but a document. */
const LONGEST = 20_000;
/** Of the body, so that a document of megabytes does not keep others waiting. Matches that lie over the end are cut. */
const LONGEST_BODY = 1_000_000;

/**
 * The note about a message, as the body to post; undefined when rules would match in it whatever is masked: then
 * there is none. `matches` are what `scan` finds in the body, which may hold more than what is enforced.
 */
export function maskedNote(
  findingId: Id,
  body: string,
  matches: readonly Masked[],
  scan: (body: string) => readonly Masked[],
): string | undefined {
  const before = opening(findingId);
  const values = matches.flatMap(({ value, start, end }) => [value, body.slice(start, end)]);
  let masked = maskRepeats(cut(maskText(body.slice(0, LONGEST_BODY), matches)), values);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const note = noteFor(findingId, masked);
    const left = scan(note);
    if (left.length === 0) return note;
    const inner = note.slice(before.length, -CLOSING.length);
    // Without a value no digit of it stays.
    const shifted = left.map((match) => ({
      ...match,
      value: '',
      start: Math.max(0, match.start - before.length),
      end: match.end - before.length,
    }));
    masked = maskText(inner, shifted);
  }
  return undefined;
}

/** The body of a note, as HTML that reads the same as plain text. `masked` is of `maskText`. */
export function noteFor(findingId: Id, masked: string): string {
  return `${opening(findingId)}${masked.trim().split('\n').join('<br>')}${CLOSING}`;
}

/** Whether a body, as Intercom gives it, HTML or plain text, is the note of that finding. */
export function isNoteOf(body: string, findingId: Id): boolean {
  return body.includes(markerOf(findingId));
}

const CLOSING = '</p>';

/** The marker comes first: words of the sentence part it from those of the message. */
function opening(findingId: Id): string {
  return `<p>${markerOf(findingId)} Copy of a message, made before it is redacted, with what is personal masked:</p><p>`;
}

/**
 * Names the finding in lower-case letters and dashes, since some rules take a UUID or its digits for a key or a
 * number. No two ids give the same.
 */
function markerOf(findingId: Id): string {
  return `[copy ${findingId.replace(/[^a-f-]/g, inLetters)}]`;
}

function inLetters(sign: string): string {
  const code = sign.charCodeAt(0);
  if (sign >= '0' && sign <= '9') return String.fromCharCode(code + 'g'.charCodeAt(0) - '0'.charCodeAt(0));
  const letter = (nibble: number): string => String.fromCharCode('a'.charCodeAt(0) + nibble);
  return `q${letter(code >> 4)}${letter(code & 15)}`;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
