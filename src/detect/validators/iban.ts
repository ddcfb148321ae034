import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import { digitsOf, type Validator } from './validator.ts';

/**
 * Country, length, structure and check digits of an IBAN (ISO 13616; the SWIFT registry, by ibantools).
 * A few countries admit letters only after the check digits; no bank gives such accounts, so 8 digits are asked for.
 */
export const iban: Validator = {
  minDigits: 8,
  check(value) {
    const compact = electronicFormatIBAN(value.replace(/[^0-9A-Za-z]/g, ''));
    if (compact === null || digitsOf(compact).length < 8) return undefined;
    return isValidIBAN(compact) ? compact : undefined;
  },
};
