// Which findings of a card a press changes: the buttons are drawn by the same words by which the store acts.

import type { Finding } from './outcome.ts';

type Standing = Pick<Finding, 'state' | 'outcome' | 'resource' | 'rules'>;

/** Another try may end otherwise; what Intercom never redacts is not asked for again. */
export function canRetry({ state, outcome }: Standing): boolean {
  if (state === 'unredactable') {
    const reason = outcome?.kind === 'not_redactable' ? outcome.reason : undefined;
    return reason === 'refused' || reason === 'unverifiable' || reason === 'unseen_parts';
  }
  return state === 'failed' || state === 'parked' || isTriedAgain({ state, outcome });
}

/** A person may have removed it. Under a legal hold nobody may; a conversation that waits to be scanned will be. */
export function canBeDoneByHand({ state, outcome, resource }: Standing): boolean {
  if (outcome?.kind === 'not_redactable' && outcome.reason === 'legal_hold') return false;
  if (isTriedAgain({ state, outcome })) return resource !== 'conversation';
  return isForPeople(state);
}

/** Rules matched in it, and it is not done with. */
export function canBeDismissed({ state, rules }: Standing): boolean {
  return rules.length > 0 && (state === 'waiting' || (isForPeople(state) && state !== 'attachments'));
}

/** What a card tells of as trouble. */
export function needsEyes({ state, outcome }: Standing): boolean {
  return isForPeople(state) || isTriedAgain({ state, outcome });
}

function isForPeople(state: Finding['state']): boolean {
  return state === 'failed' || state === 'parked' || state === 'unredactable' || state === 'attachments';
}

function isTriedAgain({ state, outcome }: Pick<Standing, 'state' | 'outcome'>): boolean {
  return state === 'waiting' && outcome !== undefined;
}
