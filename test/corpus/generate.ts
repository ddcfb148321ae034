// Templates → the corpus. The same templates give the same messages, on every machine.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, inSomeForm } from './forms.ts';
import { withNativeDigits } from './native-digits.ts';
import { type Random, randomFrom } from './random.ts';
import { readTemplates, type Templates } from './templates.ts';

export type CorpusMessage = Body & {
  readonly id: string;
  /** Kinds of personal data that it holds, each once, in order. */
  readonly kinds: readonly string[];
};

const TEMPLATES = join(import.meta.dirname, 'templates');

/** How often each sentence with personal data is used, with other values and in another form each time. */
const USES = 2;

/** Templates of logs, code and tables, which are nobody's language. */
export const NO_LANGUAGE = 'any';

export function listTemplates(): readonly Templates[] {
  return readdirSync(TEMPLATES)
    .sort()
    .map((file) => readTemplates(file.replace('.txt', ''), readFileSync(join(TEMPLATES, file), 'utf8')));
}

/** As many messages with personal data as without. */
export function generate(templates: Templates): readonly CorpusMessage[] {
  const { personal, other } = templates;
  const half = Math.max(personal.length * USES, other.length);
  const messages: CorpusMessage[] = [];
  for (let at = 0; at < half; at += 1) {
    messages.push(messageOf(templates, personal, 'p', at), messageOf(templates, other, 'n', at));
  }
  return messages;
}

/** Messages without personal data, each sentence as often as asked, none of them in the corpus. */
export function* others(templates: Templates, times: number): Generator<CorpusMessage> {
  const { other } = templates;
  for (let at = 0; at < other.length * times; at += 1) {
    yield messageOf(templates, other, 'n', at + other.length * FIRST_UNUSED);
  }
}

/** Beyond what the corpus uses of any sentence. */
const FIRST_UNUSED = 100;

function messageOf(
  templates: Templates,
  lines: readonly string[],
  letter: string,
  at: number,
): CorpusMessage {
  const line = lines[at % lines.length] ?? '';
  const use = Math.floor(at / lines.length);
  const id = `${templates.language}-${letter}${(at % lines.length) + 1}-${use + 1}`;
  const random = randomFrom(`${templates.language} ${line} ${use}`);
  const said = withNativeDigits(templates.fill(line, random), templates.language, random);
  const kinds = [...new Set(said.flatMap(({ kind }) => kind ?? []))].sort();
  const body: Body =
    templates.language === NO_LANGUAGE
      ? asPasted(said.map(({ text }) => text).join(''), random)
      : formed(templates, said, random);
  return { id, ...body, kinds };
}

function formed(templates: Templates, said: ReturnType<Templates['fill']>, random: Random): Body {
  const text = (line: string): string =>
    templates
      .fill(line, random)
      .map((piece) => piece.text)
      .join('');
  const around = {
    greeting: text('{greet}'),
    farewell: text('{bye}'),
    name: text('{who}'),
    wrote: text('{wrote}'),
    before: text(random.pick(templates.other)),
    after: text(random.pick(templates.other)),
  };
  return inSomeForm(said, around, random);
}

/** Logs and code are pasted as they are, or stand in a block of code. */
function asPasted(text: string, random: Random): Body {
  if (random.below(2) === 0) return { text };
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return {
    html:
      random.below(2) === 0
        ? `<pre><code>${escaped}</code></pre>`
        : `<p>${escaped.replaceAll('\n', '<br>')}</p>`,
  };
}

/** As it stands in messages/. */
export function asJsonLines(messages: readonly CorpusMessage[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}
