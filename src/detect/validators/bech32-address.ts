// Addresses in Bech32 (BIP-173) and Bech32m (BIP-350): a prefix, a 1, letters with a checksum.

import { bech32, bech32m } from '@scure/base';
import type { Validator } from './validator.ts';

/** Cardano's are longer than the 90 characters of BIP-173 (CIP-19). */
const MAX_LENGTH = 120;

/** Prefixes whose first letter of data is the version of a witness. */
const WITNESS = /^(?:bc|tb|ltc|tltc)1/;

export const bech32Address: Validator = {
  minDigits: 0,
  check(value) {
    const text = value.toLowerCase();
    if (value !== text && value !== value.toUpperCase()) return undefined;
    if (!text.includes('1')) return undefined;
    const address = text as `${string}1${string}`;
    const words = bech32.decodeUnsafe(address, MAX_LENGTH)?.words;
    const modern = words === undefined ? bech32m.decodeUnsafe(address, MAX_LENGTH)?.words : undefined;
    if (!WITNESS.test(text)) return words !== undefined && words.length >= 32 ? text : undefined;
    // Version 0 goes with Bech32, later ones with Bech32m.
    return words?.[0] === 0 || (modern?.[0] ?? 0) > 0 ? text : undefined;
  },
};
