// What would become of one message under a set of rules and its policy.

import { unreachable } from '../errors.ts';
import type { Match, Message, RuleCount } from '../message.ts';
import { whyFutile } from '../policy/futile.ts';
import { type Decision, decide } from '../policy/policy.ts';
import type { RuleSet } from '../rule-set.ts';
import type { ConversationCircumstances } from '../told-circumstances.ts';

/** `card`: Intercom cannot redact it, so that people are told. `hold`: a legal hold keeps it, and people are told. */
export const EFFECTS = ['redact', 'ask_delete', 'card', 'hold', 'report'] as const;
export type Effect = (typeof EFFECTS)[number];

export interface Judgement {
  readonly effect: Effect;
  /** Calls to Intercom that this takes, when all goes well and a deletion is approved. */
  readonly calls: number;
  readonly rules: readonly RuleCount[];
  readonly matches: readonly Match[];
}

/** Survey, deletion and the proof of it. */
const CALLS_OF_DELETION = 3;
/** A masked copy is looked for before it is written. */
const CALLS_OF_NOTE = 2;

/** As with `MODE=enforce`, no exceptions and no rule paused. Undefined: nothing, or the policy ignores it. */
export function judgeMessage(
  { scan, summarise, policy }: Pick<RuleSet, 'scan' | 'summarise' | 'policy'>,
  message: Message,
  circumstances: ConversationCircumstances,
): Judgement | undefined {
  const matches = scan(message.body);
  if (matches.length === 0) return undefined;
  const rules = summarise(matches);
  const decision = decide(policy, rules, { authorType: message.authorType, ...circumstances }, 'enforce');
  const effect = effectOf(decision, message);
  return effect && { effect, calls: callsFor(effect, decision, message), rules, matches };
}

function effectOf({ action, held, unredactable }: Decision, message: Message): Effect | undefined {
  switch (action) {
    case 'ignore':
      return undefined;
    case 'report':
      return held ? 'hold' : 'report';
    case 'delete':
      return 'ask_delete';
    case 'redact':
      if (whyFutile(message) === undefined) return 'redact';
      return unredactable === 'request_delete' ? 'ask_delete' : 'card';
    default:
      return unreachable(action);
  }
}

/** Whoever asks for a deletion has the message wiped meanwhile, where that is possible. */
function callsFor(effect: Effect, { note }: Decision, message: Message): number {
  const isWiped = effect === 'redact' || (effect === 'ask_delete' && whyFutile(message) === undefined);
  const ofWiping = isWiped ? 1 + (note === 'masked_copy' ? CALLS_OF_NOTE : 0) : 0;
  return ofWiping + (effect === 'ask_delete' ? CALLS_OF_DELETION : 0);
}
