// Plain text → text to scan. A `<` is only a `<`; entities are decoded, since titles and subjects hold them.

import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { IDENTITY, type Segment } from './offset-map.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';

export interface PlainReader {
  read(body: string): Segment;
}

/** What is known while one body is read. Offsets are into the body. */
interface Reading {
  text: SegmentBuilder;
  /** Where the stretch begins that the tokenizer reads. */
  base: number;
  /** Just after what was last understood. */
  at: number;
}

export function createPlainReader(): PlainReader {
  const reading: Reading = { text: createSegmentBuilder(''), base: 0, at: 0 };
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacks(reading));
  return {
    read(body) {
      if (!body.includes('&')) return { text: body, map: IDENTITY };
      reading.text = createSegmentBuilder(body);
      for (let start = 0; start < body.length; ) {
        const less = body.indexOf('<', start);
        const end = less === -1 ? body.length : less;
        reading.base = start;
        reading.at = start;
        tokenizer.reset();
        tokenizer.write(body.slice(start, end));
        tokenizer.end();
        if (less !== -1) reading.text.literal(less, less + 1);
        start = end + 1;
      }
      return reading.text.build();
    },
  };
}

/** The stretches hold no `<`, so that nothing but text and entities comes. */
function callbacks(reading: Reading): TokenizerCallbacks {
  const nothing = (): void => undefined;
  return {
    ontext(start, end) {
      reading.text.literal(reading.base + start, reading.base + end);
      reading.at = reading.base + end;
    },
    ontextentity(codePoint, end) {
      const start = Math.min(reading.at, reading.base + end - 1);
      reading.text.decoded(String.fromCodePoint(codePoint), start, reading.base + end);
      reading.at = reading.base + end;
    },
    onopentagname: nothing,
    onopentagend: nothing,
    onselfclosingtag: nothing,
    onclosetag: nothing,
    onattribname: nothing,
    onattribdata: nothing,
    onattribentity: nothing,
    onattribend: nothing,
    oncomment: nothing,
    ondeclaration: nothing,
    oncdata: nothing,
    onprocessinginstruction: nothing,
    onend: nothing,
  };
}
