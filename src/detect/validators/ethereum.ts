// Ethereum's addresses and private keys, both hexadecimal.

import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Validator } from './validator.ts';

/** Whether the case of letters is the checksum of EIP-55, or there is none: all letters of one case. */
export const ethereumAddress: Validator = {
  minDigits: 0,
  check(value) {
    const hex = value.replace(/^0x/i, '');
    const lower = hex.toLowerCase();
    if (!/^[0-9a-f]{40}$/.test(lower) || /^(.)\1{20}|(.)\2{30}/.test(lower)) return undefined;
    const isPlain = hex === lower || hex === hex.toUpperCase();
    return isPlain || hex === withChecksum(lower) ? `0x${lower}` : undefined;
  },
};

/** https://eips.ethereum.org/EIPS/eip-55 */
function withChecksum(lower: string): string {
  const hash = bytesToHex(keccak_256(new TextEncoder().encode(lower)));
  return [...lower]
    .map((digit, at) => (Number.parseInt(hash[at] ?? '0', 16) > 7 ? digit.toUpperCase() : digit))
    .join('');
}

/** The order of the curve secp256k1 (SEC 2): private keys are below it. */
const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';

/** 64 hexadecimal digits that can be a private key, and no pattern of few digits. */
export const secp256k1Key: Validator = {
  minDigits: 0,
  check(value) {
    const hex = value.replace(/^0x/i, '').toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hex) || hex >= ORDER) return undefined;
    return new Set(hex).size >= 8 ? hex : undefined;
  },
};
