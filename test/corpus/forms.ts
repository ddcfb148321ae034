// The forms in which a sentence reaches Intercom: chat, HTML of the messenger, mail with quotes, notes, tables, lists.

import type { Random } from './random.ts';
import type { Piece } from './values.ts';

export type Body = { readonly text: string } | { readonly html: string };

/** What stands around a sentence, in its language. */
export interface Around {
  readonly greeting: string;
  readonly farewell: string;
  readonly name: string;
  readonly wrote: string;
  /** Other sentences of support, without personal data. */
  readonly before: string;
  readonly after: string;
}

type Form = (said: readonly Piece[], around: Around, random: Random) => Body;

function plain(said: readonly Piece[]): string {
  return said.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}

function html(said: readonly Piece[]): string {
  return escaped(plain(said));
}

/** Values as people stress them. */
function stressed(said: readonly Piece[], tag: string): string {
  return said
    .map(({ text, kind }) => (kind === undefined ? escaped(text) : `<${tag}>${escaped(text)}</${tag}>`))
    .join('');
}

/** Values as editors leave them: a tag amid a value, spaces that do not break. */
function torn(said: readonly Piece[]): string {
  return said
    .map(({ text, kind }) => {
      if (kind === undefined) return escaped(text);
      const middle = Math.floor(text.length / 2);
      return `${escaped(text.slice(0, middle))}<b>${escaped(text.slice(middle))}</b>`;
    })
    .join('');
}

function unbroken(said: readonly Piece[]): string {
  return said
    .map(({ text, kind }) => (kind === undefined ? escaped(text) : escaped(text).replaceAll(' ', '&nbsp;')))
    .join('');
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ');
}

const FORMS: readonly Form[] = [
  (said) => ({ text: plain(said) }),
  (said, { greeting }) => ({ text: `${greeting} ${plain(said)}` }),
  (said, { before, after }) => ({ text: `${before}\n${plain(said)}\n${after}` }),
  (said, { greeting, farewell, name, before }) => ({
    text: `${greeting}\n\n${before}\n\n${plain(said)}\n\n${farewell}\n${name}\n--\n${name} | Quillmark Demo Ltd`,
  }),
  (said, { after, wrote, farewell }) => ({
    text: `${plain(said)}\n\n${farewell}\n\n${wrote}\n${quoted(after)}`,
  }),
  (said, { before, wrote }) => ({ text: `${before}\n\n${wrote}\n${quoted(plain(said))}` }),
  (said) => ({ html: `<p>${html(said)}</p>` }),
  (said, { greeting, farewell }) => ({
    html: `<p>${escaped(greeting)}<br><br>${html(said)}<br><br>${escaped(farewell)}</p>`,
  }),
  (said) => ({ html: `<p class="no-margin">${stressed(said, 'b')}</p>` }),
  (said, { after }) => ({
    html: `<p class="no-margin">${html(said)}</p>\n<p class="no-margin"><br></p>\n<p class="no-margin">${escaped(after)}</p>`,
  }),
  (said, { before, after }) => ({
    html: `<p>${escaped(before)}</p><ul><li>${stressed(said, 'i')}</li><li>${escaped(after)}</li></ul>`,
  }),
  (said, { before, wrote }) => ({
    html: `<p>${escaped(before)}</p><br><div class="gmail_quote">${escaped(wrote)}<br><blockquote>${html(said)}</blockquote></div>`,
  }),
  (said, { before, after }) => ({
    html: `<table><tbody><tr><td>1</td><td>${escaped(before)}</td></tr><tr><td>2</td><td>${html(said)}</td></tr><tr><td>3</td><td>${escaped(after)}</td></tr></tbody></table>`,
  }),
  (said, { name }, random) => ({
    html: `<p><b>${escaped(name)}</b>: ${html(said)} <a href="https://help.quillmark.example/articles/${1_000_000 + random.below(8_999_999)}?lang=x" rel="nofollow noopener noreferrer" target="_blank">help.quillmark.example</a></p>`,
  }),
  (said, { after }) => ({ html: `<p><i>${escaped(after)}</i></p><p>${stressed(said, 'code')}</p>` }),
  (said) => ({ html: `<p>${torn(said)}</p>` }),
  (said, { greeting }) => ({ html: `<p>${escaped(greeting)}</p><p>${unbroken(said)}</p>` }),
];

export function inSomeForm(said: readonly Piece[], around: Around, random: Random): Body {
  return random.pick(FORMS)(said, around, random);
}
