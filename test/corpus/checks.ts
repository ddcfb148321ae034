// Check digits that the package stdnum does not know, and those that must not depend on code of ours.

type Check = (value: string) => boolean;

function digitsOf(value: string): readonly number[] {
  return [...value.replace(/\D/g, '')].map(Number);
}

function weighed(value: string, weights: readonly number[]): number {
  return digitsOf(value)
    .slice(0, weights.length)
    .reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0);
}

export const luhn: Check = (value) =>
  digitsOf(value)
    .toReversed()
    .reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0) %
    10 ===
  0;

/** Whether the last digit is the weighed sum of those before it, modulo something. */
function lastIs(weights: readonly number[], modulus: number, map = (rest: number): number => rest): Check {
  return (value) => digitsOf(value).at(-1) === map(weighed(value, weights) % modulus);
}

const NRIC_LETTERS = 'JZIHGFEDCBA';
const LICENCE_ID_WEIGHTS = [7, 3, 1, 9, 7, 3, 1, 7, 3];

export const CHECKS: Readonly<Record<string, Check>> = {
  luhn,
  'gb.nhs': lastIs([10, 9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 11),
  'au.medicare': (value) => weighed(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitsOf(value)[8],
  'hu.taj': lastIs([3, 7, 3, 7, 3, 7, 3, 7], 10),
  'hu.szemelyi': lastIs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 11),
  'hu.ado': lastIs([1, 2, 3, 4, 5, 6, 7, 8, 9], 11),
  'ru.snils': (value) => {
    const rest = weighed(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
    return (rest === 100 ? 0 : rest) === Number(value.slice(-2));
  },
  'jp.mynumber': lastIs([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest <= 1 ? 0 : 11 - rest)),
  'sg.nric': (value) => value.at(-1) === NRIC_LETTERS[weighed(value, [2, 7, 6, 5, 4, 3, 2]) % 11],
  'pl.dowod': (value) => {
    const places = [...value.replace(/\W/g, '')].map((character) => Number.parseInt(character, 36));
    return places.reduce((sum, place, at) => sum + place * (LICENCE_ID_WEIGHTS[at] ?? 0), 0) % 10 === 0;
  },
  'de.kvnr': (value) => {
    const number = String(value.charCodeAt(0) - 64).padStart(2, '0') + value.slice(1);
    const sum = [...number.slice(0, -1)].reduce((total, digit, at) => {
      const product = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
    return sum % 10 === Number(number.at(-1));
  },
  'pt.nib': (value) => BigInt(value) % 97n === 1n,
  'pl.nrb': (value) => ibanCheck('PL', value.replace(/\D/g, '').slice(2)) === value.slice(0, 2),
  'cz.account': (value) =>
    value
      .replace(/\/.*/, '')
      .split('-')
      .every((part) => weighed(part.padStart(10, '0'), [6, 3, 7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0),
  'hu.giro': (value) => {
    const number = value.replace(/\D/g, '');
    return [number.slice(0, 8), number.slice(8)].every(
      (part) => weighed(part, [9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
    );
  },
  'br.cns': (value) => weighed(value, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  'br.cnh': (value) => {
    const first = weighed(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    const second = weighed(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    // Where a remainder is 10 the rules for what to write differ.
    return first < 10 && second < 10 && value.endsWith(`${first}${second}`);
  },
  'us.aba': (value) => weighed(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
};

const VIN_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, at) => [letter, at + 1])
    .concat(
      [...'JKLMN'].map((letter, at) => [letter, at + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, at) => [letter, at + 2]),
    ),
);
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** A vehicle's number with its check digit, the ninth, put right. */
export function withVinCheck(vin: string): string {
  const sum = [...vin].reduce(
    (total, character, at) => total + (VIN_VALUES[character] ?? Number(character)) * (VIN_WEIGHTS[at] ?? 0),
    0,
  );
  const check = sum % 11 === 10 ? 'X' : String(sum % 11);
  return vin.slice(0, 8) + check + vin.slice(9);
}

/** The check digits of an IBAN, ISO 13616. */
export function ibanCheck(country: string, bban: string): string {
  const number = [...`${bban}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return String(98n - (BigInt(number) % 97n)).padStart(2, '0');
}
