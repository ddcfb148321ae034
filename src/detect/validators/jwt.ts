import { decodeBase64 } from './base64-text.ts';
import type { Validator } from './validator.ts';

/**
 * The first part of a JSON Web Token is its header: a JSON object in base64url that names an algorithm
 * (https://datatracker.ietf.org/doc/html/rfc7515#section-4.1).
 */
export const jwt: Validator = {
  minDigits: 0,
  check(value) {
    const header = decodeBase64(value.slice(0, value.indexOf('.')));
    if (header === undefined || !/^\s*\{/.test(header)) return undefined;
    return /"(?:alg|enc|typ|kid)"\s*:/.test(header) ? value : undefined;
  },
};
