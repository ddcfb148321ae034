// Secrets and addresses of machines and money. None of them opens anything: they are made from a seed.

import { crc32 } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base64, base64urlnopad, bech32, bech32m, createBase58check, hex } from '@scure/base';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Random } from './random.ts';
import { fillShape } from './shape.ts';

type Make = (random: Random) => string;

const base58check = createBase58check(sha256);
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function bytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

function times(count: number, shape: string): string {
  return shape.repeat(count);
}

/** The last six characters of GitHub's tokens check those before them. */
const githubToken: Make = (random) => {
  const body = fillShape(times(30, '~'), random);
  let rest = crc32(body);
  let check = '';
  for (let at = 0; at < 6; at += 1) {
    check = (BASE62[rest % 62] ?? '') + check;
    rest = Math.floor(rest / 62);
  }
  return random.pick(['ghp_', 'gho_', 'ghs_']) + body + check;
};

const jwt: Make = (random) => {
  const part = (value: object): string =>
    base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
  const claims = { sub: fillShape('usr_########', random), iat: 1780000000 + random.below(9_000_000) };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${base64urlnopad.encode(bytes(random, 32))}`;
};

const pem: Make = (random) => {
  const name = random.pick(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY']);
  const lines = base64.encode(bytes(random, 144)).replace(/.{64}/g, '$&\n');
  return `-----BEGIN ${name}-----\n${lines}\n-----END ${name}-----`;
};

const ethereum: Make = (random) => {
  const address = hex.encode(bytes(random, 20));
  const hashed = hex.encode(keccak_256(new TextEncoder().encode(address)));
  const cased = [...address].map((one, at) =>
    Number.parseInt(hashed.charAt(at), 16) > 7 ? one.toUpperCase() : one,
  );
  return `0x${cased.join('')}`;
};

const bitcoin: Make = (random) => {
  const hash = bytes(random, 20);
  const kind = random.below(3);
  if (kind === 0) return base58check.encode(Uint8Array.of(random.pick([0, 5]), ...hash));
  if (kind === 1) return bech32.encode('bc', [0, ...bech32.toWords(hash)]);
  return bech32m.encode('bc', [1, ...bech32m.toWords(bytes(random, 32))]);
};

const API_KEY_SHAPES: readonly string[] = [
  `sk_live_${times(24, '~')}`,
  `rk_live_${times(24, '~')}`,
  `xoxb-<100000000000-999999999999>-<100000000000-999999999999>-${times(24, '~')}`,
  `AIza${times(35, '~')}`,
  `SG.${times(22, '~')}.${times(43, '~')}`,
  `glpat-${times(20, '~')}`,
  `npm_${times(36, '~')}`,
  `sk-ant-api03-${times(93, '~')}AA`,
  `shpat_${times(32, '%')}`,
  `hf_${times(34, '~')}`,
  `dop_v1_${times(64, '%')}`,
];

const PASSWORD_SHAPES: readonly string[] = [
  'Lantern##!',
  'Quokka_####',
  'teapot-Moss##',
  'Zephyr!####',
  'maple$##Fox',
  'Bramble\\@####',
  '~~~#!~~~~',
  '~~~~-~~~#-~~~~',
  '&&&&\\@@##$',
  '@&&&&&&####*',
];

const CONNECTION_SHAPES: readonly string[] = [
  'postgres://shop_rw:~~~~~~~~~~~#\\@db-##.internal.example:5432/shop',
  'mysql://app##:~~~~~~~~~~#\\@10.0.<1-9>.##:3306/orders',
  'mongodb+srv://support:~~~~~~~~~#~~\\@cluster##.mongo.example/crm',
  'amqp://worker:~~~~~~~~#~\\@mq##.internal.example:5672',
  'redis://default:~~~~~~#~~~~~\\@cache##.internal.example:6379/0',
];

export const SECRETS: Readonly<Record<string, readonly [kind: string, make: Make]>> = {
  pw: ['password', (random) => fillShape(random.pick(PASSWORD_SHAPES), random)],
  apikey: ['api_key', (random) => fillShape(random.pick(API_KEY_SHAPES), random)],
  awsid: ['aws_key', (random) => `AKIA${fillShape(times(16, '@'), random)}`],
  awssecret: ['aws_key', (random) => base64.encode(bytes(random, 30))],
  github: ['github_token', githubToken],
  pem: ['private_key', pem],
  jwt: ['jwt', jwt],
  dburl: ['connection_string', (random) => fillShape(random.pick(CONNECTION_SHAPES), random)],
  seed: ['seed_phrase', (random) => entropyToMnemonic(bytes(random, random.pick([16, 32])), wordlist)],
  wif: ['wallet_key', (random) => base58check.encode(Uint8Array.of(128, ...bytes(random, 32), 1))],
  xprv: [
    'wallet_key',
    (random) =>
      base58check.encode(
        Uint8Array.of(
          0x04,
          0x88,
          0xad,
          0xe4,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          ...bytes(random, 32),
          0,
          ...bytes(random, 32),
        ),
      ),
  ],
  btc: ['wallet_address', bitcoin],
  eth: ['wallet_address', ethereum],
};
