// A local Intercom with one conversation, and a client that gives up soon.

import type { TestContext } from 'node:test';
import {
  type ConversationSeed,
  createIntercomEmulator,
  type IntercomEmulator,
  type IntercomEmulatorOptions,
} from '../../src/emulator/intercom.ts';
import { createIntercom, type Intercom } from '../../src/intercom/client.ts';
import type { Id, MessageRef } from '../../src/message.ts';
import { id } from '../support/builders.ts';

export interface World {
  readonly emulator: IntercomEmulator;
  readonly intercom: Intercom;
  readonly conversationId: Id;
  readonly part: MessageRef;
  readonly adminId: Id;
}

export interface WorldSeed {
  readonly apiVersion?: string;
  readonly conversation?: ConversationSeed;
  readonly emulator?: IntercomEmulatorOptions;
  readonly answerMs?: number;
}

export async function aWorld(context: TestContext, seed: WorldSeed = {}): Promise<World> {
  const emulator = await createIntercomEmulator(seed.emulator);
  const intercom = clientOf(context, emulator, seed);
  context.after(() => emulator.close());
  const conversation = emulator.seedConversation({ parts: [{ body: '<p>text</p>' }], ...seed.conversation });
  const conversationId = id(conversation.id);
  const messageId = id(conversation.parts[0]?.id ?? 'none');
  const part = {
    workspaceId: id(emulator.appId),
    conversationId,
    resource: 'conversation_part',
    messageId,
  } as const;
  return { emulator, intercom, conversationId, part, adminId: id(emulator.people.admin.id) };
}

export function clientOf(context: TestContext, emulator: IntercomEmulator, seed: WorldSeed = {}): Intercom {
  const { apiVersion = '2.16', answerMs = 500 } = seed;
  const address = { apiUrl: emulator.url, accessToken: emulator.accessToken, apiVersion };
  const intercom = createIntercom(address, () => new Date(), { connectMs: 500, answerMs });
  context.after(() => intercom.close());
  return intercom;
}

export function errorBody(code: string, message: string): object {
  return { type: 'error.list', request_id: null, errors: [{ code, message }] };
}
