// The words that restore a wallet (BIP-39, https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki).

import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Validator } from './validator.ts';
import { holdersOf, listsOf, plainWord, type WordNumbers } from './word-lists.ts';

const LENGTHS: readonly number[] = [24, 21, 18, 15, 12];

/**
 * `seed_phrase`: twelve or more words in a row of one list, some 12, 15, 18, 21 or 24 of them with a valid checksum,
 * of BIP-39 or of Electrum. `seed_phrase:listed`: twelve or more words of one list, for places where words say what
 * they are. Normalises to the words, parted by spaces.
 */
export function seedPhrase(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && argument !== 'listed') return undefined;
  const isMeant = argument === 'listed' ? () => true : hasChecksum;
  return {
    minDigits: 0,
    check(value) {
      const run = runOf(value.match(WORD) ?? []);
      // One word over and over is filling, though it has a right checksum now and then.
      if (new Set(run.words).size === 1) return undefined;
      for (const list of listsOf(run.bits)) {
        const phrase = LENGTHS.filter((length) => length <= run.words.length)
          .map((length) => run.words.slice(0, length))
          .find((words) => !isSorted(words, list) && isMeant(words, list));
        if (phrase !== undefined) return phrase.join(' ');
      }
      return undefined;
    },
  };
}

/** Letters between numbers, commas and spaces; each character is a word in Chinese. */
const WORD = /\p{sc=Han}|[\p{L}\p{M}]+/gu;

/** The words that a text begins with, as many as one list holds, and the bits of such lists. */
function runOf(written: readonly string[]): { readonly words: readonly string[]; readonly bits: number } {
  const words: string[] = [];
  let bits = -1;
  for (const one of written) {
    const word = plainWord(one);
    const shared = bits & holdersOf(word);
    if (shared === 0) break;
    bits = shared;
    words.push(word);
  }
  return words.length < 12 ? { words: [], bits: 0 } : { words, bits };
}

/** A piece of the list itself; a phrase is in its order once in five hundred million. */
function isSorted(words: readonly string[], list: WordNumbers): boolean {
  return words.every((word, at) => at === 0 || (list.get(word) ?? 0) > (list.get(words[at - 1] ?? '') ?? 0));
}

function hasChecksum(words: readonly string[], list: WordNumbers): boolean {
  if (isBip39(words, list)) return true;
  // Nobody has drawn one word over and over.
  return words.length === 12 && new Set(words).size > 8 && isElectrum(words);
}

/** Eleven bits a word; the last bits of all are the first of the others' SHA-256. */
function isBip39(words: readonly string[], list: WordNumbers): boolean {
  const bytes = new Uint8Array(Math.ceil((words.length * 11) / 8));
  let bits = 0;
  for (const word of words) {
    const number = list.get(word) ?? 0;
    for (let bit = 10; bit >= 0; bit -= 1, bits += 1) {
      const at = bits >> 3;
      bytes[at] = (bytes[at] ?? 0) | (((number >> bit) & 1) << (7 - (bits & 7)));
    }
  }
  const checksum = bytes.at(-1) ?? 0;
  const hash = sha256(bytes.subarray(0, -1))[0] ?? 0;
  const unused = 8 - words.length / 3;
  return checksum >> unused === hash >> unused;
}

/** https://electrum.readthedocs.io/en/latest/seedphrase.html */
function isElectrum(words: readonly string[]): boolean {
  const text = new TextEncoder();
  const version = bytesToHex(hmac(sha512, text.encode('Seed version'), text.encode(words.join(' '))));
  return /^(?:01|10[012])/.test(version);
}
