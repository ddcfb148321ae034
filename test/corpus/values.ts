// Every value that a template may name, `{card}`, and the kind of personal data that it is.

import { isValidIBAN } from 'ibantools';
import { ibanCheck, luhn, withVinCheck } from './checks.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import type { Random } from './random.ts';
import { SECRETS } from './secrets.ts';
import { fillShape } from './shape.ts';
import { STATE_NUMBERS, stateNumber } from './state-numbers.ts';

/** A piece of a message; with a kind, it is personal data. */
export interface Piece {
  readonly text: string;
  readonly kind: string | undefined;
}

type Make = (random: Random, language: string) => string;

const MOST_TRIES = 100_000;

function shaped(shapes: string, check: (value: string) => boolean = () => true): Make {
  return (random) => {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const value = fillShape(shapes, random);
      if (check(value)) return value;
    }
    throw new Error(`No value of the shape ${shapes} passes its check.`);
  };
}

const cardNumber = shaped(
  [
    '<40-49>## #### #### ####|<40-49>##############|<40-49>##-####-####-####',
    '<51-55>## #### #### ####|<51-55>##############|<51-55>##-####-####-####',
    '37## ###### #####|34#############|6011 #### #### ####|3530 #### #### ####|3056 ###### ####',
  ].join('|'),
  luhn,
);

/** Country and account number of an IBAN, by language. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  en: 'GBNWBK##############|IEAIBK##############',
  es: 'ES####################',
  pt: 'PT#####################',
  fr: 'FR####################^##',
  de: 'DE##################|AT################|CH#################',
  it: 'IT@######################',
  nl: 'NLABNA##########|NLINGB##########|BE############',
  sv: 'SE####################',
  da: 'DK##############',
  no: 'NO###########',
  fi: 'FI##############',
  pl: 'PL########################',
  cs: 'CZ0100################',
  hu: 'HU########################',
  ro: 'ROBTRL################',
  tr: 'TR000##0################',
  el: 'GR#######################',
  uk: 'UA######0000000############',
  ar: 'SA<10-80>##################|AE0<10-60>################',
  he: 'IL0##0##00000########',
};

const iban: Make = (random, language) => {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const filled = fillShape(ACCOUNTS[language] ?? ACCOUNTS.en ?? '', random);
    const country = filled.slice(0, 2);
    const number = `${country}${ibanCheck(country, filled.slice(2))}${filled.slice(2)}`;
    if (!isValidIBAN(number)) continue;
    return random.below(3) === 0 ? number : number.replace(/.{4}(?=.)/g, '$& ');
  }
  throw new Error(`No account of the language ${language} makes an IBAN.`);
};

/** With the maker first, and the year tenth. */
const VIN = 'WVW^^^^^0K@######|VF1^^^^^0L@######|JTD^^^^^0M@######|YV1^^^^^0N@######|1HG^^^^^0P@######';

const MADE: Readonly<Record<string, readonly [kind: string, make: Make]>> = {
  card: ['payment_card', cardNumber],
  cvv: ['card_security_code', shaped('###')],
  exp: ['card_expiry', shaped('<01-12>/<27-31>|<01-12>/20<27-31>')],
  cardpin: ['card_pin', shaped('<1-9>###')],
  iban: ['iban', iban],
  otp: ['one_time_code', shaped('<1-9>#####')],
  email: ['email', shaped('&&&&.&&&&&\\@mail.example|&&&&&##\\@kunden.example|&.&&&&&&\\@firma.example')],
  ip: ['ip_address', shaped('<78-99>.<101-199>.<20-99>.<21-249>|<178-195>.<20-99>.<100-249>.<2-249>')],
  ip6: ['ip_address', shaped('2a02:%%%%:%%%%:%%%%:%%%%:%%%%:%%%%:%%%%|2a01:4f8:%%%%:%%%%::<2-9>')],
  mac: ['mac_address', shaped('00:1a:%%:%%:%%:%%|3C-5A-B4-##-##-##|a4:83:e7:%%:%%:%%')],
  imei: ['imei', shaped('35#############|86#############|35-######-######-#', luhn)],
  vin: ['vin', (random) => withVinCheck(fillShape(VIN, random).replace(/[IOQ]/g, 'K'))],
};

/** Short names for kinds, for values that a template shapes by itself: `{dob=<dd>.<mm>.<yyyy>}`. */
const KINDS: Readonly<Record<string, string | undefined>> = {
  '': undefined,
  '-': undefined,
  addr: 'postal_address',
  bank: 'bank_account',
  dl: 'driving_licence',
  dob: 'date_of_birth',
  health: 'health_id',
  nid: 'national_id',
  otp: 'one_time_code',
  pass: 'passport',
  permit: 'residence_permit',
  phone: 'phone',
  pin: 'card_pin',
  plate: 'licence_plate',
  pw: 'password',
  tax: 'tax_id',
  visa: 'visa',
};

export function kindNamed(name: string): string | undefined {
  if (!Object.hasOwn(KINDS, name)) throw new Error(`There is no kind ${name}.`);
  return KINDS[name];
}

export function valueNamed(name: string, random: Random, language: string): Piece {
  const [kind, make] = MADE[name] ?? SECRETS[name] ?? [];
  if (make !== undefined) return { text: make(random, language), kind };
  const lookAlike = LOOK_ALIKES[name];
  if (lookAlike !== undefined) return { text: lookAlike(random), kind: undefined };
  const text = stateNumber(name, random);
  if (text === undefined) throw new Error(`There is no value named {${name}}.`);
  return { text, kind: STATE_NUMBERS[name]?.[0] };
}
