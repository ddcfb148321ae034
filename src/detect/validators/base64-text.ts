const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text that base64 or base64url stands for, if all of it is printable ASCII; undefined otherwise. */
export function decodeBase64(encoded: string): string | undefined {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const character of encoded.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/')) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const unit = (held >> bits) & 0xff;
    if ((unit < 0x20 || unit > 0x7e) && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return undefined;
    text += String.fromCharCode(unit);
  }
  return text;
}
