// Validators of passwords, keys and wallets.

import { base58Bytes } from './base58-bytes.ts';
import { base58Address, bip38, extendedKey, wif, xrpAddress } from './base58check.ts';
import { bech32Address } from './bech32-address.ts';
import { byteList } from './byte-list.ts';
import { ethereumAddress, secp256k1Key } from './ethereum.ts';
import { type NamedFactory, oneOf, plain } from './factory.ts';
import { moneroAddress } from './monero-address.ts';
import { oneTimeCode } from './one-time-code.ts';
import { password } from './password.ts';
import { seedPhrase } from './seed-phrase.ts';

export const credentialValidators: readonly NamedFactory[] = [
  ['password', password],
  ['one_time_code', oneTimeCode],
  ['seed_phrase', seedPhrase],
  ['base58check', oneOf({ address: base58Address, wif, extended_key: extendedKey, bip38 })],
  ['base58_bytes', base58Bytes],
  ['byte_list', byteList],
  ['bech32_address', plain(bech32Address)],
  ['ethereum_address', plain(ethereumAddress)],
  ['secp256k1_key', plain(secp256k1Key)],
  ['monero_address', plain(moneroAddress)],
  ['xrp_address', plain(xrpAddress)],
];
