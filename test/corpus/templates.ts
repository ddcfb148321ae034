// Sentences of one language as they stand in templates/, read into lines and the language's own values.
//
//   @phone phone +49 15# #######|0151 ########     a value of this language: name, kind (- for none), shapes
//   + Mein Name ist {who}, erreichbar unter {phone}.     a message with personal data
//   - Meine Bestellung {order} ist nicht da.             a message without
//   {order}           a value by name        {dob=<dd>.<mm>.<yyyy>}   one of that kind and shape
//   {=#######}        one that is no personal data             \n     a line break

import type { Random } from './random.ts';
import { fillShape } from './shape.ts';
import { kindNamed, type Piece, valueNamed } from './values.ts';

export interface Templates {
  readonly language: string;
  readonly personal: readonly string[];
  readonly other: readonly string[];
  /** Fills a line of these, or of its own values. */
  fill(line: string, random: Random): readonly Piece[];
}

interface OwnValue {
  readonly kind: string | undefined;
  readonly shapes: string;
}

const OWN = /^@(\w+) (\S+) (.+)$/;

export function readTemplates(language: string, text: string): Templates {
  const lines = text.split('\n').filter((line) => line !== '');
  const own = new Map<string, OwnValue>();
  for (const [, name = '', kind = '', shapes = ''] of lines.flatMap((line) => [OWN.exec(line) ?? []])) {
    if (name !== '') own.set(name, { kind: kindNamed(kind), shapes });
  }
  const stray = lines.find((line) => !/^[+-] \S/.test(line) && !OWN.test(line));
  if (stray !== undefined) throw new Error(`templates/${language}.txt: this is no line: ${stray}`);
  const after = (sign: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${sign} `)).map((line) => line.slice(2).replaceAll('\\n', '\n'));
  return {
    language,
    personal: after('+'),
    other: after('-'),
    fill: (line, random) => fill(line, own, random, language),
  };
}

const SLOT = /\{([a-z0-9.-]*)(?:=([^{}]+))?\}/;

function fill(
  line: string,
  own: ReadonlyMap<string, OwnValue>,
  random: Random,
  language: string,
): readonly Piece[] {
  const found = SLOT.exec(line);
  if (found === null) return line === '' ? [] : [{ text: line, kind: undefined }];
  const [slot, name = '', shapes] = found;
  const before = line.slice(0, found.index);
  const rest = fill(line.slice(found.index + slot.length), own, random, language);
  const value = ownValue(own.get(name), name, shapes, random) ?? valueNamed(name, random, language);
  return [...(before === '' ? [] : [{ text: before, kind: undefined }]), value, ...rest];
}

function ownValue(
  own: OwnValue | undefined,
  name: string,
  shapes: string | undefined,
  random: Random,
): Piece | undefined {
  if (shapes !== undefined) return { text: fillShape(shapes, random), kind: kindNamed(name) };
  return own && { text: fillShape(own.shapes, random), kind: own.kind };
}
