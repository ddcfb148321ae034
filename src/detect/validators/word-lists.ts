// The ten word lists of BIP-39 (https://github.com/bitcoin/bips/blob/master/bip-0039/bip-0039-wordlists.md). Their
// texts cost a megabyte and some milliseconds; the index over them is made when a text first needs it.

import { wordlist as czech } from '@scure/bip39/wordlists/czech.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as traditionalChinese } from '@scure/bip39/wordlists/traditional-chinese.js';

const LISTS: readonly (readonly string[])[] = [
  english,
  spanish,
  french,
  italian,
  portuguese,
  czech,
  japanese,
  korean,
  chinese,
  traditionalChinese,
];

/** A word's number in a list, by its plain form. */
export type WordNumbers = ReadonlyMap<string, number>;

let holders: ReadonlyMap<string, number> | undefined;
const numbers = new Map<number, WordNumbers>();

/** Which lists hold a plain word: a bit for each. */
export function holdersOf(word: string): number {
  holders ??= indexAll();
  return holders.get(word) ?? 0;
}

/** The lists of those bits. */
export function listsOf(bits: number): readonly WordNumbers[] {
  return LISTS.flatMap((list, at) => {
    if ((bits & (1 << at)) === 0) return [];
    const index = numbers.get(at) ?? new Map(list.map((word, number) => [plainWord(word), number]));
    numbers.set(at, index);
    return [index];
  });
}

/** Lower case, and without the accents that people leave out; the marks of Japanese tell words apart. */
export function plainWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z]*$/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

function indexAll(): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const [at, list] of LISTS.entries()) {
    for (const word of list.map(plainWord)) bits.set(word, (bits.get(word) ?? 0) | (1 << at));
  }
  return bits;
}
