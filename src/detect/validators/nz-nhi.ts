import type { Validator } from './validator.ts';

/** The alphabet of NHI numbers, without I and O: a letter's value is its place, from 1. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * New Zealand's National Health Index, old (ABC1235, modulus 11) and new form (ABC12DV, modulus 23), by HISO 10046
 * (https://www.tewhatuora.govt.nz/health-services-and-programmes/digital-health/data-and-digital-standards/).
 */
export const nzNhi: Validator = {
  minDigits: 2,
  check(value) {
    const number = value.replace(/[ -]/g, '').toUpperCase();
    if (!/^[A-HJ-NP-Z]{3}\d\d(?:\d\d|[A-HJ-NP-Z]{2})$/.test(number)) return undefined;
    let sum = 0;
    for (let at = 0; at < 6; at += 1) sum += letterValue(number.charAt(at)) * (7 - at);
    return checkCharacter(sum, /\d$/.test(number)) === number.charAt(6) ? number : undefined;
  },
};

function letterValue(character: string): number {
  const letter = LETTERS.indexOf(character);
  return letter === -1 ? Number(character) : letter + 1;
}

/** Undefined for sums that no number is given for. */
function checkCharacter(sum: number, isOld: boolean): string | undefined {
  if (isOld) return sum % 11 === 0 ? undefined : String((11 - (sum % 11)) % 10);
  return LETTERS.charAt(23 - (sum % 23) - 1);
}
