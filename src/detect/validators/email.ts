import type { Validator } from './validator.ts';

/** What ends file names such as `logo@2x.png`, and no domain. */
const FILE =
  /\.(?:avif|bmp|css|csv|docx?|gif|heic|html?|jpe?g|js|json|mp[34]|pdf|php|png|svg|tiff?|txt|webp|xlsx?|xml)$/;

/** An address whose domain can exist. Normalises to lower case. */
export const email: Validator = {
  minDigits: 0,
  check(value) {
    const address = value.toLowerCase();
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at);
    const isDotted = local.startsWith('.') || local.endsWith('.') || address.includes('..');
    return isDotted || at > 64 || FILE.test(address) ? undefined : address;
  },
};
