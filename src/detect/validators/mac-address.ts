import type { Validator } from './validator.ts';

/**
 * Six bytes of a network adapter (IEEE 802), but no broadcast, zero or made-up address. Normalises to lower case
 * with colons.
 */
export const macAddress: Validator = {
  minDigits: 0,
  check(value) {
    const hex = value.replace(/[^0-9A-Fa-f]/g, '').toLowerCase();
    if (hex.length !== 12 || /^(.)\1{11}$/.test(hex)) return undefined;
    return hex.match(/../g)?.join(':');
  },
};
