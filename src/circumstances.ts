// What is known around a message when the policy is asked: of its conversation, as it stands at that moment.

import type { AuthorType, Id } from './message.ts';

/** Source: Intercom docs, `source.type` of a conversation. `conversation` is the Messenger. */
export const CHANNELS = [
  'conversation',
  'email',
  'facebook',
  'instagram',
  'phone_call',
  'phone_switch',
  'push',
  'sms',
  'twitter',
  'whatsapp',
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Circumstances {
  readonly authorType: AuthorType;
  /** `other`: one that is not documented. Undefined: not told. */
  readonly channel: Channel | 'other' | undefined;
  /** The team that it is assigned to. Null: none. Undefined: not told. */
  readonly teamId: Id | null | undefined;
  /** The teammate that it is assigned to. Null: none. Undefined: not told. */
  readonly adminId?: Id | null | undefined;
  /** Names and ids of the conversation's tags. Undefined: not told. Names are people's words: never keep or log them. */
  readonly tags: readonly string[] | undefined;
  /** The conversation is closed. */
  readonly isClosed: boolean;
}

/** Intercom's `source.type`; undefined where none is given. */
export function toChannel(type: string | null | undefined): Channel | 'other' | undefined {
  if (type === null || type === undefined || type === '') return undefined;
  return CHANNELS.find((channel) => channel === type) ?? 'other';
}
