// Person and tax numbers of Spain and Portugal.

import type { Validator } from './validator.ts';
import { digitAt, digitNumber, numberIn, weighted } from './weighted-digits.ts';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/**
 * DNI, NIE and the NIF of persons without them (K, L, M), each with its right letter
 * (https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/).
 */
export const esDni: Validator = {
  minDigits: 7,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    const parts = /^([XYZKLM]?)(\d{7,8})([A-Z])$/.exec(compact);
    if (parts === null) return undefined;
    const [, kind = '', digits = '', letter = ''] = parts;
    if (/^0+$/.test(digits)) return undefined;
    const prefix = kind === 'Y' ? '1' : kind === 'Z' ? '2' : '';
    return LETTERS.charAt(Number(prefix + digits) % 23) === letter ? compact : undefined;
  },
};

/** Número de la Seguridad Social: province, serial number, and what they leave by 97 (https://www.seg-social.es). */
export const esSocialSecurity = digitNumber(/^(?:0[1-9]|[1-5]\d|66)\d{10}$/, 12, (digits) => {
  const number = digits.charAt(2) === '0' ? digits.slice(0, 2) + digits.slice(3, 10) : digits.slice(0, 10);
  return Number(number) % 97 === numberIn(digits, 10);
});

/** NIF of persons in Portugal; 5 to 7 and 9 are companies and public bodies (https://info.portaldasfinancas.gov.pt). */
export const ptNif = digitNumber(/^(?:[1238]|45)\d+$/, 9, (digits) => {
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return digits.length === 9 && (rest < 2 ? 0 : 11 - rest) === digitAt(digits, 8);
});

/** NISS, the social security number of a person in Portugal (https://www.seg-social.pt). */
export const ptNiss = digitNumber(
  /^[12]\d{10}$/,
  11,
  (digits) => 9 - (weighted(digits, [29, 23, 19, 17, 13, 11, 7, 5, 3, 2]) % 10) === digitAt(digits, 10),
);

/** Number of a cartão de cidadão: Luhn, with letters as numbers from 10 on (https://www.autenticacao.gov.pt). */
export const ptCitizenCard: Validator = {
  minDigits: 10,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    if (!/^\d{9}[0-9A-Z]{2}\d$/.test(compact) || !/[A-Z]/.test(compact)) return undefined;
    const sum = [...compact].reverse().reduce((total, one, at) => {
      const number = Number.parseInt(one, 36) * (at % 2 === 0 ? 1 : 2);
      return total + (at % 2 === 1 && number > 9 ? number - 9 : number);
    }, 0);
    return sum % 10 === 0 ? compact : undefined;
  },
};
