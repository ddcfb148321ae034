// What people ask with `/redactor`, and what is answered: ids, enums, counts and times only. The words that they typed
// end where they are read.

import type { Approval } from './approval.ts';
import type { Exception } from './exception.ts';
import type { Check } from './health.ts';
import type { Id, RuleId } from './message.ts';
import type { Finding } from './outcome.ts';
import type { RulePause } from './rule-pause.ts';

export type Command =
  | { readonly kind: 'help' | 'status' | 'open' }
  /** `workspaceId`: as the link names it, where it does. */
  | { readonly kind: 'why'; readonly conversationId: Id; readonly workspaceId: Id | undefined }
  /** `asked` is what was typed where a rule's id belongs, for looking it up only. */
  | { readonly kind: 'pause'; readonly asked: string; readonly lengthMs: number }
  | { readonly kind: 'resume'; readonly asked: string }
  | { readonly kind: 'wrong'; readonly mistake: Mistake };

export type Mistake = 'no_such_command' | 'too_many_words' | 'no_conversation' | 'no_rule' | 'wrong_length';

/** How a conversation stands in which something is still to be done, worst first. */
export const OPEN_STANDINGS = [
  'failed',
  'unredactable',
  'parked',
  'unscanned',
  'attachments',
  'pending',
] as const;
export type OpenStanding = (typeof OPEN_STANDINGS)[number];

export interface OpenConversation {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly standing: OpenStanding;
  /** When the oldest message was said that is still open. */
  readonly saidAt: Date;
}

/** A deletion that waits for an approver. */
export interface OpenDeletion {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** Without an answer by then the conversation is kept. */
  readonly until: Date;
}

/** Everything that is known of one conversation. */
export interface KnownConversation {
  /** Of the newest messages, oldest first. */
  readonly findings: readonly Finding[];
  /** How many older ones there are. */
  readonly more: number;
  /** The newest request to delete it. */
  readonly approval: Approval | undefined;
  /** Those for values that stand in its messages. */
  readonly exceptions: readonly Exception[];
}

export interface ServiceStatus {
  readonly mode: 'enforce' | 'monitor';
  readonly checks: Readonly<Record<'intercom' | 'store' | 'slack', Check>>;
  readonly rules: number;
  /** Undefined when the store could not be read. */
  readonly figures: StatusFigures | undefined;
}

export interface StatusFigures {
  readonly pauses: readonly RulePause[];
  /** Findings that a job will try, or try again. */
  readonly waiting: number;
  /** Conversations by their worst standing. */
  readonly open: Readonly<Partial<Record<OpenStanding, number>>>;
  /** Deletions that wait for an approver. */
  readonly approvals: number;
  /** One card counts many conversations, while it lasts. */
  readonly storm: { readonly since: Date; readonly conversations: number } | undefined;
}

export type CommandAnswer =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly mistake: Mistake }
  | { readonly kind: 'status'; readonly status: ServiceStatus }
  | {
      readonly kind: 'open';
      readonly oldest: readonly OpenConversation[];
      readonly more: number;
      readonly deletions: readonly OpenDeletion[];
    }
  | ({
      readonly kind: 'why';
      readonly workspaceId: Id;
      readonly conversationId: Id;
      /** Rules among those found that are paused now. */
      readonly paused: readonly RulePause[];
    } & KnownConversation)
  | { readonly kind: 'unknown_conversation' }
  /** The link names another workspace than the token's. */
  | { readonly kind: 'other_workspace' }
  /** Intercom has not said yet whose token it is. */
  | { readonly kind: 'no_workspace' }
  | { readonly kind: 'unknown_rule'; readonly near: RuleId | undefined }
  | { readonly kind: 'not_approver'; readonly hasApprovers: boolean }
  | { readonly kind: 'paused'; readonly pause: RulePause }
  | { readonly kind: 'resumed'; readonly pause: RulePause }
  | { readonly kind: 'not_paused'; readonly ruleId: RuleId };
