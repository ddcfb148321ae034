import { base58 } from '@scure/base';
import { tryDecode } from './base58check.ts';
import type { Validator } from './validator.ts';

/**
 * Base58 of exactly so many bytes: `base58_bytes:32` is an address of Solana, `base58_bytes:64` its key pair. It has
 * no checksum, so words must stand beside it (https://solana.com/docs/core/accounts).
 */
export function base58Bytes(argument: string | undefined): Validator | undefined {
  const length = Number(argument);
  if (length !== 32 && length !== 64) return undefined;
  return {
    minDigits: 0,
    check: (value) => (tryDecode(() => base58.decode(value))?.length === length ? value : undefined),
  };
}
