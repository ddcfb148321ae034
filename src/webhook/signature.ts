// Intercom signs the raw bytes: `X-Hub-Signature: sha1=<40 hex>`, HMAC-SHA1 under the app's client secret.
// Source: Intercom docs, webhook notifications. There is no timestamp in it, so a replay is told by the message's id.

import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha1=([0-9a-f]{40})$/i;

/** Whether any of the secrets made this signature over these bytes. Compares in constant time. */
export function isSigned(
  rawBody: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const hex = SIGNATURE.exec(header ?? '')?.[1];
  if (!hex) return false;
  const given = Buffer.from(hex, 'hex');
  let signed = false;
  for (const secret of secrets) {
    const expected = createHmac('sha1', secret).update(rawBody).digest();
    if (timingSafeEqual(expected, given)) signed = true;
  }
  return signed;
}
