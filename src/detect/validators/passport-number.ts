// The forms of the passport numbers of the world's countries. None has a check digit outside the machine-readable
// zone, so a form tells little by itself: rules ask for words beside it.

import type { Validator } from './validator.ts';

/**
 * Forms and who uses them, from the Council of the EU's register of documents (https://www.consilium.europa.eu/prado),
 * validator.js (https://github.com/validatorjs/validator.js), and Microsoft Purview's list of sensitive types.
 */
const FORMS: readonly (readonly [form: RegExp, countries: string])[] = [
  [/^\d{9}$/, 'BG DK DZ GB HR PE RS RU TW US YE ME MK RO PY'],
  [/^\d{8}$/, 'CZ IL NO NP RO SE TN VE CL'],
  [/^\d{7}$/, 'MT NO'],
  [/^[A-Z]\d{8}$/, 'AZ BD CN EG HK IR KR KZ MX MY NG SA TR US ZA IQ'],
  [/^[A-Z]\d{7}$/, 'AM AT AU CH EC GH ID IN IS JM JP KE LK PH TH VN'],
  [/^[A-Z]\d{6}$/, 'CY ID KE LI PT MN ZW'],
  [/^[A-Z]{2}\d{7}$/, 'AT AU BD BY CO DO EE FI GR HU IE IT JP LB LV MA PH PK PL SI TH TM UZ'],
  [/^[A-Z]{2}\d{6}$/, 'BE BR CA CO ES HU NZ PH PT SE SK UA VN'],
  [/^[A-Z]{3}\d{6}$/, 'AR ES'],
  [/^[A-Z]{3}\d{5}$/, 'NO'],
  [/^[A-Z]\d{9}$/, 'ES GT'],
  [/^[A-Z]{2}\d{8}$/, 'KE UG'],
  [/^[A-Z]\d{6,7}[A-Z]$/, 'PH SG'],
  [/^[A-Z]\d{6}[A-Z]{2}$/, 'CA'],
  [/^[A-Z]\d{3}[A-Z]\d{4}$/, 'KR'],
  [/^[A-Z]{2}[A-Z0-9]{6}\d$/, 'NL'],
  [/^[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8}\d?$/, 'DE'],
  [/^[A-Z]\d[A-Z]\d{5}[A-Z0-9]$/, 'CH'],
  [/^\d{2}[A-Z]{2}\d{5}$/, 'FR GE'],
  [/^\d[A-Z]\d{7}$/, 'IE LV'],
  [/^[A-Z0-9]{8}$/, 'BH LT LU LY'],
  [/^[A-Z]\d{5,6}[A-Z]\d$/, 'ICAO specimens'],
  [/^(?:GB|GBR|UK|US|USA|RU|RUS)\d{9}$/, 'GB RU US with their codes'],
];

/** German numbers leave out the vowels, so that no word is one even with few digits. */
const GERMAN = /^[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8}$/;

/** A number in any of these forms, and not one sign over and over. Normalises to capitals without separators. */
export const passportNumber: Validator = {
  minDigits: 2,
  check(value) {
    const number = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    const digits = number.replace(/[^0-9]/g, '');
    if (digits.length < (GERMAN.test(number) ? 2 : 4) || /^(\d)\1*$/.test(digits)) return undefined;
    return FORMS.some(([form]) => form.test(number)) ? number : undefined;
  },
};
