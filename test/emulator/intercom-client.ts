// Plain HTTP towards the emulator, and a webhook receiver that answers as told.

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import {
  createIntercomEmulator,
  type IntercomEmulator,
  type IntercomEmulatorOptions,
} from '../../src/emulator/intercom.ts';

export interface MessageJson {
  readonly type: string;
  readonly id: string | null;
  readonly part_type: string;
  readonly subject: string;
  readonly body: string | null;
  readonly author: { readonly type: string; readonly id: string };
  readonly attachments: readonly { readonly name: string }[];
  readonly created_at: number;
  readonly updated_at: number;
  readonly redacted: boolean;
}

export interface ConversationJson {
  readonly type: string;
  readonly id: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly state: string;
  readonly priority: string;
  readonly admin_assignee_id: number | null;
  readonly team_assignee_id: string | number | null;
  readonly source: MessageJson;
  readonly title: string | null;
  readonly conversation_rating: { readonly rating: number; readonly remark: string | null } | null;
  readonly custom_attributes: Readonly<Record<string, unknown>>;
  readonly tags: { readonly tags: readonly { readonly id: string; readonly name: string }[] };
  readonly statistics: Readonly<Record<string, unknown>>;
  readonly linked_objects: { readonly data: readonly { readonly id: string }[] };
  readonly conversation_parts: {
    readonly conversation_parts: readonly MessageJson[];
    readonly total_count: number;
  };
  /** Notifications only. */
  readonly conversation_id: string;
}

export interface SideConversationJson {
  readonly side_conversation_id: string;
  readonly conversation_parts: readonly MessageJson[];
  readonly total_count: number;
}

/** Every field that a test looks into: an answer has some of them. */
export interface AnswerJson extends ConversationJson {
  readonly request_id: string | null;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly conversations: readonly ConversationJson[];
  readonly total_count: number;
  readonly pages: {
    readonly page: number;
    readonly per_page: number;
    readonly total_pages: number;
    readonly next: { readonly page: number; readonly starting_after: string } | null;
  };
  readonly side_conversations: readonly SideConversationJson[];
  readonly ticket_id: string;
  readonly ticket_attributes: Readonly<Record<string, unknown>>;
  readonly ticket_parts: { readonly ticket_parts: readonly MessageJson[]; readonly total_count: number };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerJson;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request with a valid token and version 2.16, unless the headers say otherwise. */
export async function call(
  emulator: IntercomEmulator,
  method: string,
  path: string,
  { body, headers }: CallOptions = {},
): Promise<Answer> {
  const response = await fetch(`${emulator.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${emulator.accessToken}`,
      accept: 'application/json',
      'intercom-version': '2.16',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as AnswerJson };
}

export function redactPart(
  emulator: IntercomEmulator,
  conversationId: string,
  partId: string,
): Promise<Answer> {
  return call(emulator, 'POST', '/conversations/redact', {
    body: { type: 'conversation_part', conversation_id: conversationId, conversation_part_id: partId },
  });
}

export interface Received {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  /** undefined for HEAD. */
  readonly body: NotificationJson | undefined;
  readonly at: number;
}

export interface NotificationJson {
  readonly topic: string;
  readonly id: string | null;
  readonly app_id: string;
  readonly delivery_status: string | null;
  readonly delivery_attempts: number;
  readonly data: { readonly item: ConversationJson };
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  topics(): readonly string[];
}

/** Answers each POST with the next status, then 200. The status 0 never answers. */
export async function createReceiver(statuses: readonly number[] = []): Promise<Receiver> {
  const received: Received[] = [];
  const left = [...statuses];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const { method = '', headers } = request;
    const body = raw.length === 0 ? undefined : (JSON.parse(raw.toString()) as NotificationJson);
    received.push({ method, headers, raw, body, at: performance.now() });
    const status = method === 'POST' ? (left.shift() ?? 200) : 200;
    if (status !== 0) response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/intercom`,
    received,
    topics: () => received.flatMap(({ body }) => (body === undefined ? [] : [body.topic])),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An emulator that sends to a receiver; the receiver answers with these statuses, then with 200. Retries are quick. */
export async function connected(
  test: TestContext,
  options: IntercomEmulatorOptions = {},
  statuses: readonly number[] = [],
): Promise<{ emulator: IntercomEmulator; receiver: Receiver }> {
  const receiver = await createReceiver(statuses);
  const emulator = await createIntercomEmulator({
    webhookRetryDelayMs: 20,
    webhookThrottleMs: 20,
    webhookUrl: receiver.url,
    ...options,
  });
  test.after(async () => {
    await emulator.close();
    await receiver[Symbol.asyncDispose]();
  });
  return { emulator, receiver };
}
