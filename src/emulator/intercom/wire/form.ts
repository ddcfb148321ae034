// In which form a reader gets a record: it depends on the API version, and on whether the reader is a webhook.

import { toPlainText } from './plain-text.ts';
import { type ApiVersion, atLeast } from './version.ts';

export interface Form {
  readonly body: (html: string) => string;
  readonly subject: (html: string) => string;
  /** Intercom docs: in webhooks up to 2.14 the `*_at` statistics are ISO 8601, elsewhere unix seconds. */
  readonly isoStatistics: boolean;
  /** Intercom docs: from 2.16 an absent assignee is 0 instead of null, and no priority is none, not not_priority. */
  readonly since2_16: boolean;
}

const asIs = (html: string) => html;

/**
 * @param plain `display_as=plaintext`. Intercom docs: from 2.16 it covers the subject too, and shows links as
 *   `label (url)`. Without it bodies are HTML in every version.
 */
export function apiForm(version: ApiVersion, plain: boolean): Form {
  const since2_16 = atLeast(version, '2.16');
  const text = (html: string) => toPlainText(html, since2_16);
  return {
    body: plain ? text : asIs,
    subject: plain && since2_16 ? text : asIs,
    isoStatistics: false,
    since2_16,
  };
}

/** Intercom docs: bodies and subjects in webhooks are HTML up to 2.14 and plain text from 2.15. */
export function webhookForm(format: 'html' | 'plain'): Form {
  const text = (html: string) => toPlainText(html, false);
  return format === 'html'
    ? { body: asIs, subject: asIs, isoStatistics: true, since2_16: false }
    : { body: text, subject: text, isoStatistics: false, since2_16: false };
}
