// What this product asks of Intercom.

import { type Id, type MessageRef, toId } from '../message.ts';
import type { DeletionOutcome, Outcome } from '../outcome.ts';
import type { ConversationCircumstances } from '../told-circumstances.ts';
import { type CallTimes, connectIntercom, type IntercomAddress, type IntercomCaller } from './call.ts';
import { type DeletionAttempt, deleteConversation } from './delete.ts';
import {
  type FoundNote,
  findNote,
  type IsIt,
  type NoteDraft,
  type NoteOutcome,
  type PresentMessage,
  readMessage,
  writeNote,
} from './notes.ts';
import { type Probed, type ProbeName, probe, probeAdmin } from './probe.ts';
import { type Read, readTexts } from './read.ts';
import { readCircumstances } from './read-circumstances.ts';
import { redact } from './redact.ts';
import { type Refusal, refusal } from './refusal.ts';
import { MeReply } from './replies.ts';
import { type Found, searchUpdated, type UpdatedWithin } from './search.ts';
import { type Survey, survey } from './survey.ts';

export interface IntercomWork {
  redact(message: MessageRef, attempt: { readonly tried: boolean }): Promise<Outcome>;
  /** Ends the conversation, its side conversations and its linked back-office tickets for good. */
  deleteConversation(conversationId: Id, attempt: DeletionAttempt): Promise<DeletionOutcome>;
  /** What the policy looks at besides the messages. */
  circumstances(
    conversationId: Id,
  ): Promise<{ readonly kind: 'circumstances'; readonly circumstances: ConversationCircumstances } | Refusal>;
  /** What a deletion would take along. */
  survey(conversationId: Id): Promise<Survey | Refusal>;
  /** Every text in a conversation, as far as Intercom shows it: the newest 500 parts. */
  read(workspaceId: Id, conversationId: Id, now: Date): Promise<Read>;
  /** A page of what was updated within a time, beginning after the page before. */
  search(within: UpdatedWithin, after: string | undefined): Promise<Found>;
  /** The present body of one part or source. */
  readMessage(message: MessageRef): Promise<PresentMessage>;
  /** Looks for the note first, so that it can be asked for again after a lost answer. */
  writeNote(conversationId: Id, note: NoteDraft): Promise<NoteOutcome>;
  findNote(conversationId: Id, isIt: IsIt): Promise<FoundNote>;
}

/** Its own calls are live. */
export interface Intercom extends IntercomWork {
  /** The same, for what can wait: live calls go first, and part of each window is left to them. */
  readonly backfill: IntercomWork;
  /** The workspace and the teammate that the token belongs to. */
  whoAmI(): Promise<Workspace | Refusal>;
  /** Whether the token may do this, asked without an effect. */
  probe(name: ProbeName): Promise<Probed>;
  /** Whether there is a teammate of this id. */
  probeAdmin(adminId: Id): Promise<Probed>;
  /** What Intercom allows the app, as its last answer said; undefined before the first that did. */
  callsPerTenSeconds(): number | undefined;
  close(): Promise<void>;
}

export interface Workspace {
  readonly kind: 'workspace';
  readonly workspaceId: Id;
  /** The teammate who made the token. */
  readonly adminId: Id | undefined;
  /** Undefined where Intercom names none that is known. */
  readonly region: 'us' | 'eu' | 'au' | undefined;
}

export function createIntercom(address: IntercomAddress, clock: () => Date, times?: CallTimes): Intercom {
  const { live, backfill, callsPerTenSeconds, close } = connectIntercom(address, clock, times);
  return {
    ...workOf(live),
    backfill: workOf(backfill),
    whoAmI: () => whoAmI(live),
    probe: (name) => probe(live, name),
    probeAdmin: (adminId) => probeAdmin(live, adminId),
    callsPerTenSeconds,
    close,
  };
}

function workOf(caller: IntercomCaller): IntercomWork {
  return {
    redact: (message, attempt) => redact(caller, message, attempt),
    deleteConversation: (id, attempt) => deleteConversation(caller, id, attempt),
    circumstances: (id) => readCircumstances(caller, id),
    survey: (id) => survey(caller, id),
    read: (workspaceId, conversationId, now) => readTexts(caller, workspaceId, conversationId, now),
    search: (within, after) => searchUpdated(caller, within, after),
    readMessage: (message) => readMessage(caller, message),
    writeNote: (id, note) => writeNote(caller, id, note),
    findNote: (id, isIt) => findNote(caller, id, isIt),
  };
}

async function whoAmI(caller: IntercomCaller): ReturnType<Intercom['whoAmI']> {
  const reply = await caller.call('GET', '/me');
  if (reply.kind !== 'answer') return reply;
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const me = MeReply.safeParse(reply.body).data;
  const workspaceId = toId(me?.app.id_code);
  if (!workspaceId) return { kind: 'rejected', status: 200, code: 'unknown' };
  const region = (['us', 'eu', 'au'] as const).find((known) => known === me?.app.region?.toLowerCase());
  return { kind: 'workspace', workspaceId, adminId: toId(me?.id), region };
}
