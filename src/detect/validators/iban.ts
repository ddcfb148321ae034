import { electronicFormatIBAN, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { digitsOf, type Validator } from './validator.ts';

/**
 * Country, length, structure and check digits of an IBAN (ISO 13616; the SWIFT registry, by ibantools).
 * A few countries admit letters only after the check digits; no bank gives such accounts, so 8 digits are asked for.
 * Check digits inside the account may be wrong: they are the bank's affair, and the IBAN's own are enough to tell one.
 */
export const iban: Validator = {
  minDigits: 8,
  check(value) {
    const compact = electronicFormatIBAN(value.replace(/[^0-9A-Za-z]/g, ''));
    if (compact === null || digitsOf(compact).length < 8) return undefined;
    const { errorCodes } = validateIBAN(compact);
    return errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum)
      ? compact
      : undefined;
  },
};
