// What each call's conversation must end as, written by hand from what is promised and not from what the code does: the
// README's table of outcomes, its part on deletions, and Intercom's documents.

import { type CallName, storyOf } from './fault-cells.ts';

export interface End {
  /** States of the conversation's findings, in the order of the alphabet. */
  readonly findings: readonly string[];
  readonly approval: string | undefined;
  /** Messages that are redacted at Intercom, notes there, and how often it was deleted. */
  readonly redacted: number;
  readonly notes: number;
  readonly deleted: number;
  /** What the conversation's only card says; undefined: there is none. */
  readonly card: RegExp | undefined;
  /** It may end before its card is first posted: then there is none. */
  readonly mayGoUntold?: true;
}

export const REFUSALS = [
  '403 that names the permission',
  '403 that names none',
  '403 for the plan',
  '404',
  '422 with an unknown code',
  '400 with an unknown code',
] as const;
export type RefusalName = (typeof REFUSALS)[number];

const NOTHING = { findings: [], approval: undefined, redacted: 0, notes: 0, deleted: 0, card: undefined };
const REDACTED: End = { ...NOTHING, findings: ['redacted'], redacted: 1 };
const DELETED: End = {
  ...NOTHING,
  findings: ['gone'],
  approval: 'deleted',
  deleted: 1,
  card: /Conversation deleted, its metrics stay in reports/,
};

/** As if nothing had been. */
export function endWithout(call: CallName): End {
  const story = storyOf(call);
  return story === 'deletion' ? DELETED : story === 'copy' ? { ...REDACTED, notes: 1 } : REDACTED;
}

/** When Intercom refuses this call, and goes on doing so. */
export function endRefused(call: CallName, refusal: RefusalName): End {
  const denied = deniedBy(refusal);
  switch (call) {
    case 'redact a part':
    case 'redact a source':
      if (denied) return parked(denied.write);
      return failed(/Redaction failed: personal data is still visible/);
    case 'read back after a lost answer':
      // What was lost is only the answer: it is redacted, and cannot be shown to be.
      if (denied) return { ...parked(denied.read), redacted: 1 };
      if (refusal === '404') return { ...NOTHING, findings: ['gone'], redacted: 1 };
      return { ...failed(/Redaction failed/), redacted: 1 };
    case 'inspect':
      if (denied) return parked(denied.read);
      if (refusal === '404') return { ...NOTHING, findings: ['gone'] };
      return failed(/Not fully checked: this conversation may hold personal data/);
    case 'look for a legal hold':
      if (denied) return parked(denied.read);
      // It may be a ticket, which the redaction reaches.
      return refusal === '404' ? REDACTED : failed(/Redaction failed/);
    case "read a note's message":
    case 'look for the note':
    case 'write the note':
      // To leave the data readable for want of a note would be worse than to go without.
      return REDACTED;
    case 'survey':
      if (refusal === '404')
        return {
          ...NOTHING,
          findings: ['gone'],
          approval: 'gone',
          card: /deleted elsewhere/,
          mayGoUntold: true,
        };
      return notDeleted(denied?.read);
    case 'survey before the deletion':
      // An earlier attempt may be why it is gone: the deletion itself finds out.
      return refusal === '404' ? DELETED : notDeleted(denied?.read);
    case 'delete':
      return notDeleted(denied?.deletion);
    case 'count side conversations':
      return { ...DELETED, card: /any side conversations/ };
    case 'read back after the deletion':
    case 'list the deleted':
      return DELETED;
    case 'ask whose token it is':
      return REDACTED;
  }
}

interface Denied {
  readonly read: RegExp;
  readonly write: RegExp;
  readonly deletion: RegExp;
}

/** What the card must say, by what was asked of Intercom. */
function deniedBy(refusal: RefusalName): Denied | undefined {
  switch (refusal) {
    case '403 that names the permission':
      return {
        read: /Missing permission “Read conversations”/,
        write: /Missing permission “Write conversations”.*tick “Write conversations”/,
        deletion: /Missing permission “Write conversations”.*tick “Write conversations”/,
      };
    case '403 that names none': {
      const some = /Missing permission.*tick “/;
      return { read: some, write: some, deletion: some };
    }
    case '403 for the plan': {
      const plan = /Intercom's plan does not allow.*check the workspace's subscription/;
      return { read: plan, write: plan, deletion: plan };
    }
    default:
      return undefined;
  }
}

function parked(card: RegExp): End {
  return { ...NOTHING, findings: ['parked'], card };
}

function failed(card: RegExp): End {
  return { ...NOTHING, findings: ['failed'], card };
}

/** It stays approved where a permission may still come. */
function notDeleted(card: RegExp | undefined): End {
  const kept = { ...NOTHING, findings: ['unredactable'] };
  return card
    ? { ...kept, approval: 'approved', card }
    : { ...kept, approval: 'failed', card: /Deletion failed: the conversation is still there/ };
}
