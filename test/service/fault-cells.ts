// The calls that the service makes of Intercom, each with a conversation that makes it, and a fault bound to exactly
// that call of that conversation.

import type { Fault, IntercomEmulator } from '../../src/emulator/intercom.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { CARD } from './world.ts';

export const CALL_NAMES = [
  'redact a part',
  'redact a source',
  'read back after a lost answer',
  'inspect',
  'look for a legal hold',
  "read a note's message",
  'look for the note',
  'write the note',
  'survey',
  'count side conversations',
  'survey before the deletion',
  'delete',
  'read back after the deletion',
  'list the deleted',
  'ask whose token it is',
] as const;
export type CallName = (typeof CALL_NAMES)[number];

/** What a conversation goes through. */
export type Story = 'redaction' | 'copy' | 'deletion';

export interface Cell {
  readonly call: CallName;
  readonly conversationId: string;
  /** What the fault met so far. */
  readonly strikes: () => number;
}

interface Row {
  readonly story: Story;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: (conversationId: string) => string;
  /** Which of the conversation's requests of this kind: 1 is the first. */
  readonly nth?: number;
  readonly begin: (intercom: IntercomEmulator) => string;
}

const COPY = 'copy';
const LATER = 'later';
const ERASE = 'erase';
const { when, note, unredactable, retainMetrics } = DEFAULT_POLICY.defaults;
const settings = { when, note, unredactable, retainMetrics };

/** Tags send each conversation through what its cell needs. */
export const POLICY: Partial<Policy> = {
  deletions: { perHour: 1_000, perDay: 1_000 },
  entries: [
    [COPY, { ...settings, note: 'masked_copy' }] as const,
    [LATER, { ...settings, when: { kind: 'after', delayMs: 200 } }] as const,
    [ERASE, { ...settings, unredactable: 'request_delete' }] as const,
  ].map(([tag, its]) => ({ name: tag, match: { tag: [tag] }, action: undefined, settings: its })),
};

const HELLO = '<p>Hello</p>';
const aPart =
  (...tags: readonly string[]) =>
  (intercom: IntercomEmulator): string => {
    const { id } = intercom.seedConversation({ tags, source: { body: HELLO } });
    intercom.addPart(id, { body: CARD });
    return id;
  };
const aSource = (intercom: IntercomEmulator): string =>
  intercom.seedConversation({ source: { body: CARD } }).id;

/** Its answer is lost on the way, so that the next attempt is refused and reads back. */
function aLostAnswer(intercom: IntercomEmulator): string {
  const { id } = intercom.seedConversation({ source: { body: HELLO } });
  intercom.faults.add({ kind: 'lost_answer', times: 1, match: { where: ({ body }) => isAbout(body, id) } });
  intercom.addPart(id, { body: CARD });
  return id;
}

/** Opened by a workflow: the event has no text in it. */
function withoutText(intercom: IntercomEmulator): string {
  const { id } = intercom.seedConversation({ quiet: true, source: null, parts: [{ body: CARD }] });
  void intercom.deliver(intercom.notification('conversation.user.created', id));
  return id;
}

/** By a teammate, whose first message Intercom does not redact. */
const anUnredactable = (intercom: IntercomEmulator): string =>
  intercom.seedConversation({ tags: [ERASE], source: { author: 'admin', body: CARD } }).id;

const redact = { story: 'redaction', method: 'POST', path: () => '/conversations/redact' } as const;
const read = { method: 'GET', path: (id: string) => `/conversations/${id}` } as const;
const copy = { story: 'copy', begin: aPart(COPY) } as const;
const deletion = { story: 'deletion', begin: anUnredactable } as const;

const ROWS: Readonly<Record<CallName, Row>> = {
  'redact a part': { ...redact, begin: aPart() },
  'redact a source': { ...redact, begin: aSource },
  'read back after a lost answer': { ...read, story: 'redaction', begin: aLostAnswer },
  inspect: { ...read, story: 'redaction', begin: withoutText },
  'look for a legal hold': { ...read, story: 'redaction', begin: aPart(LATER) },
  "read a note's message": { ...read, ...copy },
  'look for the note': { ...read, ...copy, nth: 2 },
  'write the note': { ...copy, method: 'POST', path: (id) => `/conversations/${id}/reply` },
  survey: { ...read, ...deletion },
  'count side conversations': {
    ...deletion,
    method: 'GET',
    path: (id) => `/conversations/${id}/side_conversations`,
  },
  'survey before the deletion': { ...read, ...deletion, nth: 2 },
  delete: { ...deletion, method: 'DELETE', path: (id) => `/conversations/${id}` },
  'read back after the deletion': { ...read, ...deletion, nth: 3 },
  'list the deleted': { ...deletion, method: 'GET', path: () => '/conversations/deleted' },
  'ask whose token it is': { story: 'redaction', method: 'GET', path: () => '/me', begin: aPart() },
};

export function storyOf(call: CallName): Story {
  return ROWS[call].story;
}

/** Whether its webhook about what was done is lost: with it, what is looked for here would be known already. */
export function isUntold(call: CallName): boolean {
  return call === 'read back after a lost answer' || call.endsWith('deletion') || call === 'list the deleted';
}

/** Makes the conversation whose call the fault is for. */
export function begin(intercom: IntercomEmulator, call: CallName): string {
  return ROWS[call].begin(intercom);
}

/** What Intercom would name when the call misses a permission. */
export function permissionFor(call: CallName): 'read_conversations' | 'write_conversations' {
  return ROWS[call].method === 'GET' ? 'read_conversations' : 'write_conversations';
}

/**
 * Binds the fault to this call of this conversation, before any webhook about it is sent. `lasting`: it meets that
 * call and all later ones of its kind; else that one only. Gives how often it struck.
 */
export function arm(
  intercom: IntercomEmulator,
  { call, conversationId }: Pick<Cell, 'call' | 'conversationId'>,
  fault: Fault,
  lasting: boolean,
): () => number {
  const { method, path, nth = 1 } = ROWS[call];
  let met = 0;
  const { strikes } = intercom.faults.add({
    ...fault,
    ...(lasting ? {} : { times: 1 }),
    match: {
      method,
      where(made) {
        if (made.path !== path(conversationId)) return false;
        if (call.startsWith('redact') && !isAbout(made.body, conversationId)) return false;
        // The list names no conversation: the first look after this one's deletion is meant.
        if (call === 'list the deleted' && intercom.conversation(conversationId)) return false;
        met += 1;
        return met >= nth;
      },
    },
  });
  return strikes;
}

function isAbout(body: unknown, conversationId: string): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'conversation_id' in body &&
    body.conversation_id === conversationId
  );
}
