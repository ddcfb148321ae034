// Numbers and words that look like personal data and are none.

import type { Random } from './random.ts';
import { fillShape } from './shape.ts';

function s10(country: string): (random: Random) => string {
  return (random) => {
    const serial = fillShape('########', random);
    const sum = [...serial].reduce((total, digit, at) => total + Number(digit) * Number('86423597'[at]), 0);
    const check = 11 - (sum % 11);
    return `${random.pick(['RR', 'CP', 'LX'])}${serial}${check === 10 ? 0 : check === 11 ? 5 : check}${country}`;
  };
}

/** The check digit of EAN, ISBN-13 and SSCC. */
function withEanCheck(digits: string): string {
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** `#` and its like as in shape.ts. */
const SHAPES: Readonly<Record<string, string>> = {
  order: '#<10000-99999>|<100000-999999>|10#######|A-<1000-9999>-##|SO-2026-#####',
  order16: '<1000-9999>############|<3-6>###############',
  azorder: '30#-#######-#######|40#-#######-#######',
  inv: 'INV-2026-####|RE-######|2026/0####|F-26-####',
  ticket: '#<10000-99999>|TCK-#####|SUP-####|0010####',
  ups: '1Z^^^^^^03########',
  fedex: '############|9612019##############',
  usps: '9400 1### #### #### #### ##|94001##################',
  dhl: 'JJD01##############|00340434##########<10-99>|##########',
  dpd: '0######## ####|01##############',
  track: '###############|##############|################',
  isbn10: '3-##-######-#|0-###-#####-#',
  epoch: '17########',
  epochms: '17###########',
  uuid: '%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%',
  sha1: '%'.repeat(40),
  sha256: '%'.repeat(64),
  md5: '%'.repeat(32),
  ver: 'v<1-9>.##.#|<1-9>.<0-9>.<0-20>|<100-140>.0.####.##|10.<1-9>.<0-9>.<1-9>',
  price: '<1-9>#.99|###.00|<1-9>,###.50',
  coord: '<35-59>.######, <2-30>.######|-<10-40>.#######,<100-150>.#######',
  convid: '2154700########|1800########',
  stripe:
    'pi_3~~~~~~~~~~~~~~~~~~~~~~~|ch_3~~~~~~~~~~~~~~~~~~~~~~~|cus_~~~~~~~~~~~~~~|in_1~~~~~~~~~~~~~~~~~~~~~~~',
  sfid: '5003z00002~~~~~AAA|0061t00000~~~~~',
  zd: 'ZD-######|#<1000000-9999999>',
  sku: '@@@-####-@@|####-##-###|SKU#######',
  serial: 'C02^^^^^^^^^|SN: ^^^^-^^^^-####|R5C^^^^^^^^',
  flight: 'LH####|BA###|TK####',
  coupon: 'SPRING##|WELCOME##-^^^^|GIFT-^^^^-^^^^-^^^^',
  meeting: '### #### ####|### ### ####',
  policy: '##-####-##|POL-########|KD ###### ##',
  maskcard: '**** **** **** ####|xxxx-xxxx-xxxx-####|•••• ####|4539********####|XXXXXXXXXXXX####',
  maskid: '***-**-####|XXX-XX-XXXX|######****|***.###.***-**',
  maskpw: '********|••••••••|[redacted]|<hidden>|xxxxxxxx',
  placeholder:
    '{{contact.email}}|{{user.phone}}|<your-api-key>|YOUR_API_KEY|$DB_PASSWORD|sk_live_xxxxxxxxxxxxxxxxxxxxxxxx|AKIAXXXXXXXXXXXXXXXX',
  err: 'ERR_####|E-####|0x80070###|HTTP 5##',
  size: '###x###x## mm|1920x1080|##,# GB',
};

export const LOOK_ALIKES: Readonly<Record<string, (random: Random) => string>> = {
  ...Object.fromEntries(
    Object.entries(SHAPES).map(([name, shapes]) => [name, (random: Random) => fillShape(shapes, random)]),
  ),
  post: (random) => s10(random.pick(['GB', 'DE', 'ES', 'FR', 'CN', 'NL', 'US', 'SE']))(random),
  isbn: (random) =>
    withEanCheck(fillShape('978#########', random)).replace(/^(...)(.)(....)(....)(.)$/, '$1-$2-$3-$4-$5'),
  ean: (random) => withEanCheck(fillShape('<400-440>#########|50##########|76##########', random)),
  sscc: (random) => withEanCheck(fillShape('3400#############', random)),
};
