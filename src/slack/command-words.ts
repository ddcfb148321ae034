import type { OpenStanding } from '../command.ts';

const WORDS: Readonly<Record<OpenStanding, string>> = {
  failed: 'redaction failed',
  unredactable: 'needs a person',
  parked: 'needs a permission',
  unscanned: 'not fully checked',
  attachments: 'attachments to check',
  pending: 'waits for its turn',
};

/** To stand after a conversation or a count. */
export function standingWord(standing: OpenStanding): string {
  return WORDS[standing];
}
