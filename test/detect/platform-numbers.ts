// More things that look like personal data and are none: of carriers, shops and platforms, masked values, placeholders.

import { digits, hash } from './hard-negatives.ts';

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that look random, the same for the same seed. */
function letters(seed: string, length: number, alphabet = BASE62): string {
  return Buffer.from(hash(seed, 'sha512'), 'hex')
    .subarray(0, length)
    .reduce((text, byte) => text + alphabet.charAt(byte % alphabet.length), '');
}

function upper(seed: string, length: number): string {
  return letters(seed, length, 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
}

/** With the check digit of EAN, UPC, ISBN-13 and SSCC. */
function withEanCheck(number: string): string {
  const sum = [...number]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${number}${(10 - (sum % 10)) % 10}`;
}

/** Kinds of numbers; each makes one of its kind from a seed. */
export const PLATFORM_NUMBERS: Readonly<Record<string, (seed: string) => string>> = {
  'DHL Express tracking': (seed) => `DHL ${digits(seed, 10)}`,
  'DHL Paket tracking': (seed) => `Sendungsnummer ${digits(seed, 20, '00340434')}`,
  'DHL tracking by letters': (seed) => `JJD01${digits(seed, 14)}`,
  'DPD tracking': (seed) => `DPD ${digits(seed, 14, '0')}`,
  'GLS tracking': (seed) => `GLS ${digits(seed, 11)}`,
  'Royal Mail tracking': (seed) => `${upper(seed, 2)}${digits(seed, 9)}GB`,
  'Canada Post tracking': (seed) => `Tracking number: ${digits(seed, 16)}`,
  'parcels of a marketplace': (seed) => `TBA${digits(seed, 12)}`,
  'Yamato tracking': (seed) => `追跡番号 ${digits(seed, 12).replace(/.{4}(?=.)/g, '$&-')}`,
  'SF Express tracking': (seed) => `SF${digits(seed, 13)}`,
  'air waybill': (seed) => `AWB ${digits(seed, 3)}-${digits(`${seed}a`, 8)}`,
  'shipping container': (seed) =>
    `${letters(seed, 3, 'BCDMST')}U ${digits(seed, 6)} ${digits(`${seed}a`, 1)}`,
  'EAN-13 with its check digit': (seed) => withEanCheck(digits(seed, 12, '40')),
  'EAN-8 with its check digit': (seed) => `EAN ${withEanCheck(digits(seed, 7))}`,
  'UPC-A with its check digit': (seed) => `UPC ${withEanCheck(digits(seed, 11))}`,
  SSCC: (seed) => `SSCC ${withEanCheck(digits(seed, 17, '3400'))}`,
  'ISBN-10': (seed) => `ISBN 3-${digits(seed, 2)}-${digits(`${seed}a`, 6)}-${digits(`${seed}b`, 1)}`,
  ISSN: (seed) => `ISSN ${digits(seed, 4)}-${digits(`${seed}a`, 4)}`,
  'conversation of Intercom': (seed) => `conversation ${digits(seed, 15, '2154')}`,
  'part of Intercom': (seed) => `part_id: ${digits(seed, 11)}`,
  'contact of Intercom': (seed) => hash(seed, 'sha1').slice(0, 24),
  'payment of Stripe': (seed) => `pi_3${letters(seed, 23)}`,
  'customer of Stripe': (seed) => `cus_${letters(seed, 14)}`,
  'public key of Stripe': (seed) => `pk_test_${letters(seed, 24)}`,
  'case of Salesforce': (seed) => `5003z00002${letters(seed, 5)}AAA`,
  'record of Salesforce': (seed) => `0061t${letters(seed, 10)}`,
  'ticket of Zendesk': (seed) => `Zendesk #${digits(seed, 7)}`,
  'order of Shopify': (seed) => `https://shop.example/orders/${digits(seed, 13)}`,
  'object of a database': (seed) => `ObjectId("${hash(seed, 'sha1').slice(0, 24)}")`,
  ULID: (seed) => `01J${letters(seed, 23, '0123456789ABCDEFGHJKMNPQRSTVWXYZ')}`,
  'ticket number': (seed) => `TCK-${digits(seed, 6)}`,
  'case number': (seed) => `Case ${digits(seed, 8)}`,
  'invoice by year': (seed) => `2026/${digits(seed, 5)}`,
  'file number': (seed) => `Az. ${digits(seed, 2)} C ${digits(`${seed}a`, 3)}/26`,
  price: (seed) => `€${digits(seed, 1)},${digits(`${seed}a`, 3)}.${digits(`${seed}b`, 2)}`,
  'price with a decimal comma': (seed) =>
    `${digits(seed, 2)}.${digits(`${seed}a`, 3)},${digits(`${seed}b`, 2)} EUR`,
  quantities: (seed) => `12 x ${digits(seed, 4)} = ${digits(`${seed}a`, 6)}`,
  'time of ISO 8601': (seed) => `2026-04-14T09:12:31.${digits(seed, 6)}Z`,
  'meeting of Zoom': (seed) => `Meeting ID: ${digits(seed, 11).replace(/^(.{3})(.{4})/, '$1 $2 ')}`,
  flight: (seed) => `LH${digits(seed, 4)} on 14/06/2026`,
  booking: (seed) => `PNR ${upper(seed, 6)}`,
  'tariff code': (seed) => `HS ${digits(seed, 4)}.${digits(`${seed}a`, 2)}.${digits(`${seed}b`, 2)}`,
  'serial number': (seed) => `S/N C02${upper(seed, 9)}`,
  'product key': (seed) => upper(seed, 25).replace(/.{5}(?=.)/g, '$&-'),
  'gift card code': (seed) => `GIFT-${upper(seed, 4)}-${upper(`${seed}a`, 4)}-${upper(`${seed}b`, 4)}`,
  coupon: (seed) => `coupon SPRING${digits(seed, 2)}`,
  'browser version': (seed) =>
    `Engine/${digits(seed, 3)}.0.${digits(`${seed}a`, 4)}.${digits(`${seed}b`, 2)}`,
  'build number': (seed) => `build ${digits(seed, 8)}`,
  'commit, shortened': (seed) => `commit ${hash(seed, 'sha1').slice(0, 7)}`,
  'image digest': (seed) => `app@sha256:${hash(seed, 'sha256')}`,
  'package integrity': (seed) => `sha512-${Buffer.from(hash(seed, 'sha512'), 'hex').toString('base64')}`,
  etag: (seed) => `ETag: W/"${hash(seed, 'md5')}"`,
  colour: (seed) => `#${hash(seed, 'md5').slice(0, 6)}`,
  'masked card by bullets': (seed) => `•••• •••• •••• ${digits(seed, 4)}`,
  'masked card, first six shown': (seed) => `453917******${digits(seed, 4)}`,
  'card, its end named': (seed) => `the card ending in ${digits(seed, 4)}`,
  'masked IBAN': (seed) => `DE** **** **** **** ${digits(seed, 4)} **`,
  'masked secret': (seed) => `sk_live_************${letters(seed, 4)}`,
  'masked number of Brazil': (seed) => `***.${digits(seed, 3)}.***-**`,
  'placeholder of a key': () =>
    'AKIAXXXXXXXXXXXXXXXX, sk_live_xxxxxxxxxxxxxxxxxxxxxxxx, <your-api-key>, {{user.token}}',
  'expired passport': () => 'my passport expired in 2025, and the new one takes 6 weeks',
  'declined card': (seed) =>
    `the card was declined with code ${digits(seed, 2)}, order ${digits(`${seed}a`, 8)}`,
  'company and its year': (seed) =>
    `our company was born in 20${digits(seed, 1, '1')}0 with ${digits(`${seed}a`, 3)} people`,
  'day and number': (seed) => `14.04.2026 / ${digits(seed, 6)}`,
  'page numbers': (seed) => `pp. ${digits(seed, 3)}-${digits(`${seed}a`, 3)}, fig. ${digits(`${seed}b`, 2)}`,
  'score of a match': (seed) =>
    `${digits(seed, 1)}-${digits(`${seed}a`, 1)}, 06-03-2026, row ${digits(`${seed}b`, 5)}`,
};
