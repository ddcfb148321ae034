import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr } from '@scure/base';
import { tryDecode } from './base58check.ts';
import type { Validator } from './validator.ts';

/** Main net: an address, one with a payment id, a sub-address (https://docs.getmonero.org/public-address/). */
const NETWORKS: ReadonlySet<number> = new Set([18, 19, 42]);

/** A Monero address: a byte of its network, two public keys, four bytes of Keccak over them. */
export const moneroAddress: Validator = {
  minDigits: 0,
  check(value) {
    const bytes = tryDecode(() => base58xmr.decode(value));
    if (bytes === undefined || (bytes.length !== 69 && bytes.length !== 77)) return undefined;
    if (!NETWORKS.has(bytes[0] ?? -1)) return undefined;
    const checksum = keccak_256(bytes.slice(0, -4));
    return bytes.slice(-4).every((byte, at) => byte === checksum[at]) ? value : undefined;
  },
};
