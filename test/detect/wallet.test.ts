// Values of fictional keys: hashes of words, which nobody uses.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';
import { kinds, scanner } from './shipped.ts';

const VALUES: Readonly<
  Record<string, { readonly valid: readonly string[]; readonly invalid: readonly string[] }>
> = {
  seed_phrase: {
    valid: [
      'welcome forward glow input major gold dance lock wagon secret summer garage',
      'gun cherry process ramp head fatigue wolf chuckle bench ethics decorate analyst loop any sheriff',
      'gadget initial security tray cook morning artefact lab dad object mystery this garlic twice copy follow broom mystery',
      'vital leader brave hip ranch column social income silly obvious process donkey balcony enforce pear finish case trust saddle version banner',
      'middle hard spike island help run relief engage misery charge settle motor auction radio connect donate shine weird pride wet march author witness sand',
      'doce tarro momia furia bozal arpón enredo orador traje osezno novato mes',
      'abriter mythique acheter avion mauve réserve audace freiner torse sosie figure draper',
      'targato cremoso cigno piega gallina esigente staffa verticale anagrafe smeraldo orzo parziale',
      'agachar acaso agiota grampo vibrador cerrado feminino populoso avental minhoca pneu infrator',
      'jablko zatemnit plakat rande svatba podstata zima racek tanker otvor baret kino',
      'だっしゅつ　きおん　いわい　きぞん　しのぶ　ふよう　そっと　ごうまん　しんちく　ひこく　いよかん　よそう',
      '석사 정문 찬성 증가 농담 표현 깨달음 권리 앞날 가난 한여름 빨간색',
      '罐 尤 惩 燃 容 纯 设 康 杂 茎 芽 床',
      '酵 艦 她 串 本 叢 贊 態 特 配 攤 號',
      'doce tarro momia furia bozal arpon enredo orador traje osezno novato mes',
      'WELCOME FORWARD GLOW INPUT MAJOR GOLD DANCE LOCK WAGON SECRET SUMMER GARAGE',
      '1. welcome 2. forward 3. glow 4. input 5. major 6. gold 7. dance 8. lock 9. wagon 10. secret 11. summer 12. garage',
      '罐尤惩燃容纯设康杂茎芽床',
      'welcome forward glow input major gold dance lock wagon secret summer garage thank you',
      'だっしゅつ　きおん　いわい　きぞん　しのぶ　ふよう　そっと　ごうまん　しんちく　ひこく　いよかん　よそう',
    ],
    invalid: [
      'welcome forward glow input major gold dance lock wagon secret garage summer',
      'welcome forward glow input major gold dance lock wagon secret summer',
      'welcome forward glow input major gold dance lock wagon secret summer redactor',
      'abandon ability able about above absent absorb abstract absurd abuse access accident',
      'welcome welcome welcome welcome welcome welcome welcome welcome welcome welcome welcome welcome ',
    ],
  },
  'seed_phrase:listed': {
    valid: ['welcome forward glow input major gold dance lock wagon secret garage summer'],
    invalid: [
      'welcome forward glow input major gold dance lock wagon secret summer',
      'welcome forward glow input major gold dance lock wagon secret summer redactor',
    ],
  },
  'base58check:wif': {
    valid: [
      '5JmKbPCZnki7xjzS9wcyCnURjyLAYkYRjHeYHc33XPvZyaBNWh1',
      'L1Qd4kz3iwvVj2kW2U5m51i4Cfdb99Bi9eUh6He29ABSYDJw8YFd',
      'L1ACcZS2x9XPHq1F9f8G2UxzsyKbhC31Mqesz9DvUvowPbCS6bAb',
      'cRmcXfyuA1cktUDmQsttSLD7ptvzobHQDgdACi6XeGqSnxQARd8q',
      'T7EtWWHE8Ku6VsPNa72dHNFS9XGuDECbxrNwx6GZi8Mc46nwHs6A',
    ],
    invalid: [
      'L1Qd4kz3iwvVj2kW2U5m51i4Cfdb99Bi9eUh6He29ABSYDJw8YFe',
      '18KLDJaKaNudfrFgYsAYBkjoRk2zw8drkV',
      'l1qd4kz3iwvvj2kw2u5m51i4cfdb99bi9euh6he29absydjw8yfd',
      '0000000000000000000000000000000000000000000000000000',
    ],
  },
  'base58check:extended_key': {
    valid: [
      'xprv9xfr4aukNRi3jySJ1gen9kJzMbGYzZvdtDrKG4xKK9bqvwwBt3y9bYExAKnHfwn9fQM6f15hQNYwb1pBT4fmXNhdDVe3ymXLe5tzuVwYnLf',
      'yprvAHW7NFafX7FXbGdQr3SQMqQVXZQzwBv8oLNY3TrCh9yiz3kR8i8iDbu6BXjsfrS553TuQUgFs2uVUJRkAm5nKcPE5qLUZgLpuoxeJ7Rj2t1',
      'zprvAcLNfvFafno1SZpXgQE2ZvVzhXZSsoudiStkprk65AMc39ZePNJGqfZECjhTfm5zUgai9xGpKhG3Mb3JtTVo7r4pxB2u9bAKBY2HgfgTFtS',
      'tprv8fLnqvE5mhY8LnfpgFWHKPvyfigmE5xeDmmS8VNmo86KiYgGsRJu7HcQ5VwwgKAU2qssf6hTZj8k3sMvaH1iLRyDk8rMe8FPZBeRMCPYjTp',
    ],
    invalid: [
      'xpub6BfCU6SeCoGLxTWm7iBnWtFiud73Q2eVFSmv4TMvsV8pokGLRbHQ9LZS1ap47apomz9Yq6N2tHYQ76ZXAxPkadyYJn6eKPiBZFo1emF94ho',
      'xprv9xfr4aukNRi3jySJ1gen9kJzMbGYzZvdtDrKG4xKK9bqvwwBt3y9bYExAKnHfwn9fQM6f15hQNYwb1pBT4fmXNhdDVe3ymXLe5tzuVwYnLg',
    ],
  },
  'base58check:bip38': {
    valid: [
      '6PRHxvCUyzS5W7XPYdcVHNLA8KuBQw7T8JaSMRyTAzRPXi7iBF2xvBCYNJ',
      '6PnM5rSxJJLPTGwYT1zT57YpA7kaVGdmZVnbDmMfyUrPbsiNGnkMv8dxCD',
    ],
    invalid: [
      '6PRHxvCUyzS5W7XPYdcVHNLA8KuBQw7T8JaSMRyTAzRPXi7iBF2xvBCYNK',
      '5JmKbPCZnki7xjzS9wcyCnURjyLAYkYRjHeYHc33XPvZyaBNWh1',
    ],
  },
  'base58check:address': {
    valid: [
      '18KLDJaKaNudfrFgYsAYBkjoRk2zw8drkV',
      '391M8r4m8HE1m1x7fxq8cP6jaGKiRGWyN8',
      'mnqHWMfJPQLtSxjJGS8v1fx8Hjdhm7Nj9k',
      'LSYHUWt9f39gvewqj19qTmoZdxQH2DTHNY',
      'MFDVSjUj5Q5SZXE1mqpUS2M8txvAW9YUBh',
      'DCTRkZWxsnovCrSHHTA6jWuQJsmJCoiFw9',
      'Xi1B3ZEDY68DpnrGQkUm3HRbG5cgyKnGwP',
      'THHYDMx3j72aq2KK98pFhuRwLXnK6yaaye',
      't1RBwDdzTYhhEGVJaVHyfKZqigQE5hT6eYQ',
    ],
    invalid: [
      '18KLDJaKaNudfrFgYsAYBkjoRk2zw8drkW',
      'r3KLDJ2K24udCiEgY1wYBkjoRkpzA3dikV',
      '5JmKbPCZnki7xjzS9wcyCnURjyLAYkYRjHeYHc33XPvZyaBNWh1',
    ],
  },
  xrp_address: {
    valid: ['r3KLDJ2K24udCiEgY1wYBkjoRkpzA3dikV'],
    invalid: ['r3KLDJ2K24udCiEgY1wYBkjoRkpzA3dikW', '18KLDJaKaNudfrFgYsAYBkjoRk2zw8drkV'],
  },
  bech32_address: {
    valid: [
      'bc1q2pqx00aa5yrfqr4ldawpqpjwjuzzla26tt0uz8',
      'BC1Q2PQX00AA5YRFQR4LDAWPQPJWJUZZLA26TT0UZ8',
      'bc1pprt4x8anym0sfc49dda8rwmp05mdm559hpex6qu4n3g35c4zt0cscwrntc',
      'tb1q2pqx00aa5yrfqr4ldawpqpjwjuzzla26pd50e5',
      'ltc1q2pqx00aa5yrfqr4ldawpqpjwjuzzla260h4c6h',
      'addr1q89f0qgjegdmmjh6cgcm8x3rm3x60ph0lq28cnnjhxq80pf7y05pvqpet99r8z20v4jwrvf53w7h5qyg6sky4jmna6hqgqvjzd',
      'stake1u89f0qgjegdmmjh6cgcm8x3rm3x60ph0lq28cnnjhxq80pgzu3hwe',
      'cosmos12pqx00aa5yrfqr4ldawpqpjwjuzzla26a33hx2',
    ],
    invalid: [
      'bc1q2pqx00aa5yrfqr4ldawpqpjwjuzzla26tt0uz9',
      'bc1q2pqx00AA5YRFQR4LDAWPQPJWJUZZLA26TT0UZ8',
      'bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq',
      'bcq',
    ],
  },
  ethereum_address: {
    valid: [
      '0x504067bfBdA106900Ebf6f5C10064E97042FF55A',
      '0x504067bfbda106900ebf6f5c10064e97042ff55a',
      '0x504067BFBDA106900EBF6F5C10064E97042FF55A',
    ],
    invalid: [
      '0x504067bfbdA106900Ebf6f5C10064E97042FF55A',
      '0x0000000000000000000000000000000000000000',
      '0x504067bfbda106900ebf6f5c10064e97042ff55',
    ],
  },
  secp256k1_key: {
    valid: [
      '7cf68728b9eddaf712a23a0e3de45c549823303c844bf4a989e5316ec91ac7db',
      '0x7CF68728B9EDDAF712A23A0E3DE45C549823303C844BF4A989E5316EC91AC7DB',
    ],
    invalid: [
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
      '0000000000000000000000000000000000000000000000000000000000000001',
      '7cf68728b9eddaf712a23a0e3de45c549823303c844bf4a989e5316ec91ac7d',
    ],
  },
  monero_address: {
    valid: [
      '43LzBudQjBmCNjnUHwsqP7i7Q6sqgio31ddf2hQiF3V9Ngbp6LzjSSJPqiPJ9FaNxd18NJ5cro6n7iR6JiMnDZAwVK8BQX2',
    ],
    invalid: [
      '43LzBudQjBmCNjnUHwsqP7i7Q6sqgio31ddf2hQiF3V9Ngbp6LzjSSJPqiPJ9FaNxd18NJ5cro6n7iR6JiMnDZAwVK8BQX3',
      '43LzBudQjBmCNjnUHwsqP7i7Q6sqgio31ddf2hQiF3V9Ngbp6LzjSSJPqiPJ9FaNxd18NJ5cro6n7iR6JiMnDZAwVK',
      '18KLDJaKaNudfrFgYsAYBkjoRk2zw8drkV',
    ],
  },
  'base58_bytes:32': {
    valid: ['7YxxjJz9Js4XhF8vVVvwUJqVwrP5GW6V34Nnh9ZSsyyc'],
    invalid: [
      '7YxxjJz9Js4XhF8vVVvwUJqVwrP5GW6V34Nnh9ZSs',
      '3VuetmepdXg2wBk4XebgC94yqQgu4kLnWb14pKLuRdtKWJwb59biy6tcjB8XbWASXHpUeaSwaLPzoSFoV42YRSVg',
    ],
  },
  'base58_bytes:64': {
    valid: ['3VuetmepdXg2wBk4XebgC94yqQgu4kLnWb14pKLuRdtKWJwb59biy6tcjB8XbWASXHpUeaSwaLPzoSFoV42YRSVg'],
    invalid: ['7YxxjJz9Js4XhF8vVVvwUJqVwrP5GW6V34Nnh9ZSsyyc'],
  },
  'byte_list:64': {
    valid: [
      '[124,246,135,40,185,237,218,247,18,162,58,14,61,228,92,84,152,35,48,60,132,75,244,169,137,229,49,110,201,26,199,219,97,86,102,218,233,211,98,90,218,239,147,62,76,30,208,21,143,101,122,34,194,245,112,237,205,31,124,170,104,225,100,19]',
    ],
    invalid: [
      '[324,246,135,40,185,237,218,247,18,162,58,14,61,228,92,84,152,35,48,60,132,75,244,169,137,229,49,110,201,26,199,219,97,86,102,218,233,211,98,90,218,239,147,62,76,30,208,21,143,101,122,34,194,245,112,237,205,31,124,170,104,225,100,19]',
      '[1, 2]',
      '[7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7]',
    ],
  },
};

for (const [name, { valid, invalid }] of Object.entries(VALUES)) {
  describe(`the validator ${name}`, () => {
    for (const value of valid) {
      it(`accepts ${value.slice(0, 40)}`, () => assert.ok(findValidator(name)?.check(value)));
    }
    for (const value of invalid) {
      it(`refuses ${value.slice(0, 40)}`, () => assert.equal(findValidator(name)?.check(value), undefined));
    }
  });
}

describe('arguments that no validator takes', () => {
  for (const name of [
    'seed_phrase:x',
    'base58check',
    'base58check:x',
    'base58_bytes:33',
    'byte_list:0',
    'bech32_address:x',
  ]) {
    it(name, () => assert.equal(findValidator(name), undefined));
  }
});

describe('a recovery phrase in a message', () => {
  const words = 'welcome forward glow input major gold dance lock wagon secret summer garage';
  const numbered = words.split(' ').map((word, at) => `${at + 1}. ${word}`);
  const bodies: Readonly<Record<string, string>> = {
    'in a sentence': `please restore ${words} for me`,
    'behind words of the list': `please help, my wallet: ${words}`,
    'over lines': words.replaceAll(' ', '\n'),
    'numbered over lines': `Seed phrase\n${numbered.join('\n')}`,
    'numbered in one line': `recovery phrase: ${numbered.join(' ')}`,
    'in a list': `<p>my seed:</p><ol>${words.replace(/\S+/g, '<li>$&</li>')}</ol>`,
    'in a table': `<p>seed</p><table><tr>${words.replace(/\S+/g, '<td>$&</td>')}</tr></table>`,
    'with commas': `mnemonic = ${words.replaceAll(' ', ', ')}`,
    'with capitals': `My Seed: ${words.toUpperCase()}`,
    'with tags inside': `<p>${words.replace('welcome', '<b>wel</b>come')}</p>`,
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`is found ${name}`, () => assert.ok(kinds(body).includes('seed_phrase')));
  }

  it('takes little longer in a text of nothing but listed words', () => {
    const body = 'zoo '.repeat(20_000);
    const start = performance.now();

    scanner.scan(body);

    assert.ok(performance.now() - start < 10_000);
  });
});
