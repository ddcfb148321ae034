import type { Validator } from './validator.ts';

/** What each character counts (49 CFR 565.15, table III); I, O and Q are never used. */
const VALUES: Readonly<Record<string, number>> = Object.fromEntries([
  ...[...'0123456789'].map((digit, value): [string, number] => [digit, value]),
  ...[...'ABCDEFGH'].map((letter, at): [string, number] => [letter, at + 1]),
  ...[...'JKLMN'].map((letter, at): [string, number] => [letter, at + 1]),
  ['P', 7],
  ['R', 9],
  ...[...'STUVWXYZ'].map((letter, at): [string, number] => [letter, at + 2]),
]);
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Vehicle identification number (ISO 3779). `vin`: letters and digits, the last four digits. `vin:north_american`:
 * begins as those of North America do, ends in five digits and has the check digit that is mandatory there only.
 */
export function vin(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && argument !== 'north_american') return undefined;
  return {
    minDigits: 5,
    check(value) {
      const number = value.replace(/[ -]/g, '').toUpperCase();
      if (!/^[A-HJ-NPR-Z0-9]{13}\d{4}$/.test(number)) return undefined;
      if (!/[A-Z].*[A-Z]/.test(number) || /(.)\1{5}/.test(number)) return undefined;
      return argument === undefined || isNorthAmerican(number) ? number : undefined;
    },
  };
}

function isNorthAmerican(number: string): boolean {
  // Position ten is the model year, which has no U, Z or 0.
  if (!/^[1-57][A-Z0-9]{2}[A-Z0-9]{5}[0-9X][A-TV-Y1-9][A-Z0-9]\d{6}$/.test(number)) return false;
  const sum = [...number].reduce((total, unit, at) => total + (VALUES[unit] ?? 0) * (WEIGHTS[at] ?? 0), 0);
  return number[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}
