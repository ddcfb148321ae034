// A press is one use of a button on a card, or the submit of the form that it opened. The words that Slack's door, the
// store and the cards share.

import type { ExceptionReason } from './exception.ts';
import type { Id } from './message.ts';

/** Each is also the button's `action_id`. */
export const PRESS_ACTIONS = [
  /** Try again now. */
  'retry',
  /** On the card of a storm: try all of its conversations again. */
  'retry_all',
  /** A person says that they removed it in Intercom; it is looked at again. */
  'done_by_hand',
  /** The rule was wrong, or the value may be there: it becomes an exception. */
  'not_personal_data',
  /** No reminder for a while. */
  'snooze',
  /** Delete the whole conversation: asks for it where nobody has, and approves. */
  'delete',
  /** Keep the conversation: refuses the request for its deletion. */
  'keep',
] as const;
export type PressAction = (typeof PRESS_ACTIONS)[number];

export function isPressAction(value: string): value is PressAction {
  return PRESS_ACTIONS.some((action) => action === value);
}

/** Only approvers may: these let data stay, or take a conversation away. */
export const APPROVERS_ONLY: ReadonlySet<PressAction> = new Set(['not_personal_data', 'delete']);

export const SNOOZE_MS = 4 * 3_600_000;

/** Why a conversation is deleted, as the form asks. */
export const DELETION_REASONS = ['personal_data_remains', 'contact_asked', 'wrong_conversation'] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];

/** How long a value may be an exception, in days, as the form asks. */
export const EXCEPTION_DAYS = [30, 90, 365] as const;
export type ExceptionDays = (typeof EXCEPTION_DAYS)[number];

/** What a press asks for, with what its form says. */
export type PressAsked =
  | { readonly action: 'retry' | 'retry_all' | 'done_by_hand' | 'snooze' | 'keep' }
  | {
      readonly action: 'not_personal_data';
      readonly reason: ExceptionReason;
      readonly days: ExceptionDays;
      /** When the form was opened: what was found later nobody has looked at. */
      readonly seenBefore: Date;
    }
  | { readonly action: 'delete'; readonly reason: DeletionReason; readonly retainMetrics: boolean };

/** One press, as it is kept: who was first for this turn of the card. */
export interface Press {
  readonly noticeId: Id;
  /** How many presses had been accepted when the card was drawn. */
  readonly turn: number;
  readonly action: PressAction;
  /** The Slack user's id. */
  readonly by: Id;
  readonly at: Date;
  /** As the form asked for it. */
  readonly reason?: ExceptionReason | DeletionReason | undefined;
  /** Of `done_by_hand`: what was found when the messages were looked at again. */
  readonly lookedAgain?: 'removed' | 'still_there' | undefined;
}

export type Pressed =
  | { readonly kind: 'taken'; readonly press: Press }
  /** Somebody was first, or the card is an old one: what the last accepted press was. */
  | { readonly kind: 'late'; readonly first: Press }
  /** There is nothing left to do: it ended by itself. */
  | { readonly kind: 'over' }
  | { readonly kind: 'unknown' };

/** A press that never came to the store. */
export type Turned =
  /** The token is not ours for this button. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'team_unknown' }
  | { readonly kind: 'not_an_approver' }
  | { readonly kind: 'no_approvers' }
  | { readonly kind: 'wrong_conversation' };

/** As much of the end of a conversation's id as its deletion asks to be typed. */
export const TYPED_LENGTH = 4;
