// The first line of a conversation's card, which has to read alone on a phone.

import type { Finding } from '../outcome.ts';
import { type ConversationCard, isMessage, isOpen, type Standing, type Trouble } from './card.ts';
import { permissionName } from './intercom-permission.ts';

const WAS: Readonly<Record<Trouble, string>> = {
  failed: 'redaction had failed',
  unredactable: 'a person had to remove it',
  parked: 'a permission was missing',
  unscanned: 'it was not fully checked',
  attachments: 'attachments were left',
};

export function headline(standing: Standing, card: ConversationCard): string {
  if (card.findings.length === 0) return 'Kept: the conversation is not deleted';
  const was = card.told === undefined ? '' : ` (was: ${WAS[card.told]})`;
  const known = card.findings.some((finding) => isMessage(finding) && isOpen(finding));
  switch (standing) {
    case 'failed':
      return 'Redaction failed: personal data is still visible';
    case 'unredactable':
      return 'A person must remove this: Intercom cannot redact it';
    case 'parked':
      return `${missingPermission(card.findings)}: personal data ${known ? 'is still' : 'may be'} visible`;
    case 'unscanned':
      return 'Not fully checked: this conversation may hold personal data';
    case 'attachments':
      return 'Check the attachments: the message is redacted, its files are still there';
    case 'pending':
      return `Redaction under way${was}`;
    case 'redacted':
      return `Redacted${was}`;
    case 'gone':
      return `Deleted with the conversation${was}`;
    case 'scanned':
      return `Checked to its end${was}`;
    case 'by_hand':
      return isProven(card.findings)
        ? `Removed by hand${was}`
        : 'Said to be removed by hand: not yet seen to be';
    case 'dismissed':
      return `Left in place: a person says that it is no personal data${was}`;
    case 'reported':
      return `Seen and left in place: the policy only watches${was}`;
  }
}

function isProven(findings: readonly Finding[]): boolean {
  return findings.every(({ state, provenAt }) => state !== 'by_hand' || provenAt !== undefined);
}

function missingPermission(findings: readonly Finding[]): string {
  for (const { state, outcome } of findings) {
    if (state !== 'parked' || outcome?.kind !== 'denied') continue;
    if (outcome.scope === 'plan') return "Intercom's plan does not allow redaction";
    if (outcome.scope !== 'unknown') return `Missing permission “${permissionName(outcome.scope)}”`;
  }
  return 'Missing permission';
}
