// What wallets write in Base58 with a checksum (https://en.bitcoin.it/wiki/Base58Check_encoding). Version bytes are
// those of SLIP-132, BIP-38 and each coin's chain parameters.

import { sha256 } from '@noble/hashes/sha2.js';
import { base58xrp, createBase58check } from '@scure/base';
import type { Validator } from './validator.ts';

const bitcoin = createBase58check(sha256);

/** By version byte: Bitcoin, its test nets, Litecoin, Dogecoin, Dash, TRON; each with the first letters it gives. */
const ADDRESS_VERSIONS: ReadonlySet<number> = new Set([
  0x00, 0x05, 0x6f, 0xc4, 0x30, 0x32, 0x1e, 0x16, 0x4c, 0x10, 0x41,
]);

/** Bitcoin and its test nets, Litecoin, Dogecoin, Dash. */
const WIF_VERSIONS: ReadonlySet<number> = new Set([0x80, 0xef, 0xb0, 0x9e, 0xcc]);

/** `xprv`, `yprv`, `Yprv`, `zprv`, `Zprv` and those of the test nets, of Litecoin and Dogecoin. */
const EXTENDED_KEY_VERSIONS: ReadonlySet<number> = new Set([
  0x0488ade4, 0x049d7878, 0x0295b005, 0x04b2430c, 0x02aa7a99, 0x04358394, 0x044a4e28, 0x024285b5, 0x045f18bc,
  0x02575048, 0x019d9cfe, 0x01b26792, 0x02fac398,
]);

/** An address of a coin that uses Bitcoin's alphabet. Zcash's have two version bytes, 1CB8 and 1CBD. */
export const base58Address = checked((payload) => {
  if (payload.length === 21) return ADDRESS_VERSIONS.has(payload[0] ?? -1);
  return payload.length === 22 && payload[0] === 0x1c && (payload[1] === 0xb8 || payload[1] === 0xbd);
});

/** A private key in the wallet import format; compressed ones end in a byte 01. */
export const wif = checked(
  (payload) =>
    WIF_VERSIONS.has(payload[0] ?? -1) &&
    (payload.length === 33 || (payload.length === 34 && payload[33] === 1)),
);

/** An extended private key (BIP-32): version, 41 bytes of its place in the tree and chain code, a 0, the key. */
export const extendedKey = checked(
  (payload) =>
    payload.length === 78 &&
    payload[45] === 0 &&
    EXTENDED_KEY_VERSIONS.has(new DataView(payload.buffer, payload.byteOffset).getUint32(0)),
);

/** A private key under a password (BIP-38). */
export const bip38 = checked(
  (payload) => payload.length === 39 && payload[0] === 0x01 && (payload[1] === 0x42 || payload[1] === 0x43),
);

/** An address of the XRP Ledger: Base58Check in an alphabet of its own, version 0 and 20 bytes. */
export const xrpAddress: Validator = {
  minDigits: 0,
  check(value) {
    const bytes = tryDecode(() => base58xrp.decode(value));
    if (bytes?.length !== 25 || bytes[0] !== 0) return undefined;
    const checksum = sha256(sha256(bytes.slice(0, 21)));
    return bytes.slice(21).every((byte, at) => byte === checksum[at]) ? value : undefined;
  },
};

function checked(isMeant: (payload: Uint8Array) => boolean): Validator {
  return {
    minDigits: 0,
    check(value) {
      const payload = tryDecode(() => bitcoin.decode(value));
      return payload !== undefined && isMeant(payload) ? value : undefined;
    },
  };
}

/** The library throws at what is no such value. */
export function tryDecode(decode: () => Uint8Array): Uint8Array | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
