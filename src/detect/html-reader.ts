// HTML → the text that a person reads, and the link targets, each with its way back to the body.

import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { createLinkReader, type LinkReader } from './link-reader.ts';
import type { Segment } from './offset-map.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';
import { tagRole } from './tags.ts';

export interface HtmlReader {
  /** The text first, then link targets. Linear in the body, however broken it is; loses no visible text. */
  read(body: string): readonly Segment[];
}

/** What is known while one body is read. Offsets are into the body. */
interface Reading {
  readonly body: string;
  readonly text: SegmentBuilder;
  readonly links: LinkReader;
  /** Just after what was last understood. */
  at: number;
  /** The tag being read, and where it starts. */
  tag: string;
  tagStart: number;
  inTag: boolean;
  /** The element without readable text that is open, and where it starts. */
  hidden: string;
  hiddenStart: number;
}

export function createHtmlReader(): HtmlReader {
  const none = newReading('');
  const state = { reading: none };
  const decoding = new Tokenizer({ decodeEntities: true }, callbacks(state));
  // Without entities it need not look at every character.
  const literal = new Tokenizer({ decodeEntities: false }, callbacks(state));
  return {
    read(body) {
      const reading = newReading(body);
      const tokenizer = body.includes('&') ? decoding : literal;
      state.reading = reading;
      tokenizer.reset();
      tokenizer.write(body);
      tokenizer.end();
      state.reading = none;
      return [reading.text.build(), ...reading.links.segments];
    },
  };
}

function newReading(body: string): Reading {
  return {
    body,
    text: createSegmentBuilder(body),
    links: createLinkReader(body),
    at: 0,
    tag: '',
    tagStart: 0,
    inTag: false,
    hidden: '',
    hiddenStart: 0,
  };
}

function callbacks(state: { readonly reading: Reading }): TokenizerCallbacks {
  return {
    ontext: (start, end) => readText(state.reading, start, end),
    ontextentity: (codePoint, end) => readEntity(state.reading, codePoint, end),
    onopentagname: (start, end) => openTag(state.reading, start, end),
    onopentagend: (end) => endTag(state.reading, end + 1),
    onselfclosingtag: (end) => endTag(state.reading, end + 1),
    onclosetag: (start, end) => closeTag(state.reading, start, end),
    onattribname: (start, end) => state.reading.links.name(state.reading.tag, start, end),
    onattribdata: (start, end) => state.reading.links.value(start, end),
    onattribentity: (codePoint) => state.reading.links.entity(codePoint),
    onattribend: () => state.reading.links.end(),
    oncomment: (_start, end) => readComment(state.reading, end),
    ondeclaration: (_start, end) => passOver(state.reading, end),
    oncdata: (_start, end) => passOver(state.reading, end),
    onprocessinginstruction: (_start, end) => passOver(state.reading, end),
    onend: () => endBody(state.reading),
  };
}

function passOver(reading: Reading, end: number): void {
  reading.at = end + 1;
}

function readText(reading: Reading, start: number, end: number): void {
  // The tokenizer gives some unclosed tags as text; `endBody` gives all of them.
  if (reading.inTag) return;
  reading.at = end;
  if (reading.hidden === '') reading.text.literal(start, end);
}

function readEntity(reading: Reading, codePoint: number, end: number): void {
  // The second half of an entity for two characters ends where the first did.
  const start = reading.at < end ? reading.at : reading.body.lastIndexOf('&', end - 1);
  reading.at = end;
  if (reading.hidden === '') reading.text.decoded(String.fromCodePoint(codePoint), start, end);
}

function openTag(reading: Reading, start: number, end: number): void {
  reading.tag = reading.body.slice(start, end);
  reading.tagStart = start - 1;
  reading.inTag = true;
}

function endTag(reading: Reading, end: number): void {
  const role = tagRole(reading.tag);
  reading.at = end;
  reading.inTag = false;
  if (role === 'hidden') {
    reading.hidden = reading.tag.toLowerCase();
    reading.hiddenStart = reading.tagStart;
  } else if (role === 'block') {
    reading.text.part('\n', reading.tagStart);
  } else if (role === undefined) {
    // No element of HTML: somebody wrote `<` as text.
    reading.text.literal(reading.tagStart, end);
  }
}

function closeTag(reading: Reading, start: number, end: number): void {
  const closed = reading.body.indexOf('>', end);
  if (closed === -1) {
    reading.inTag = true;
    reading.tagStart = start - 2;
    return;
  }
  const name = reading.body.slice(start, end);
  const role = tagRole(name);
  reading.at = closed + 1;
  if (role === 'hidden' && name.toLowerCase() === reading.hidden) reading.hidden = '';
  else if (role === 'block') reading.text.part('\n', start - 2);
  else if (role === 'cell') reading.text.part('\t', start - 2);
}

/** Drops comments and markup declarations. What the tokenizer only takes for one, such as `</3`, is text. */
function readComment(reading: Reading, end: number): void {
  const { body, at } = reading;
  const isMarkup = body.startsWith('<!', at) || body.startsWith('<?', at);
  if (!isMarkup && reading.hidden === '') reading.text.literal(at, Math.min(end + 1, body.length));
  reading.at = end + 1;
}

/** Takes back what an unclosed tag or an unclosed hidden element would swallow. */
function endBody(reading: Reading): void {
  const from = reading.hidden !== '' ? reading.hiddenStart : reading.inTag ? reading.tagStart : reading.at;
  if (from < reading.body.length) reading.text.literal(from, reading.body.length);
}
