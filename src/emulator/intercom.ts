// A local Intercom for tests, demonstrations and development: the endpoints, state and webhooks that redaction needs,
// over real HTTP. It imports nothing of the product, so that it cannot share its mistakes.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createRateWindow } from './intercom/api/rate-window.ts';
import type { Call } from './intercom/http/calls.ts';
import { createFaults, type Faults } from './intercom/http/faults.ts';
import { createApiServer } from './intercom/http/server.ts';
import { type IntercomEmulatorOptions, resolveOptions, type Scope } from './intercom/options.ts';
import type {
  Conversation,
  Deletion,
  Part,
  Rating,
  SideConversation,
} from './intercom/state/conversation.ts';
import type { People } from './intercom/state/people.ts';
import type { Report } from './intercom/state/reporting.ts';
import type { ConversationSeed, PartSeed, SideConversationSeed, TicketSeed } from './intercom/state/seeds.ts';
import { createWorkspace } from './intercom/state/workspace.ts';
import type { Delivery } from './intercom/webhook/attempt.ts';
import type { DeliveryPlan, Notification, PayloadShapes } from './intercom/webhook/notification.ts';
import { createOutbox } from './intercom/webhook/outbox.ts';
import { createSender, type WebhookState } from './intercom/webhook/sender.ts';

export type { Fault } from './intercom/http/faults.ts';
export { type Planted, plantSeed, readSeed, type SeedFile } from './intercom/seed-file.ts';
export type { AuthorSeed } from './intercom/state/people.ts';
export type {
  Call,
  Conversation,
  ConversationSeed,
  Deletion,
  Delivery,
  DeliveryPlan,
  Faults,
  IntercomEmulatorOptions,
  Notification,
  Part,
  PartSeed,
  PayloadShapes,
  People,
  Report,
  Scope,
  SideConversation,
  SideConversationSeed,
  TicketSeed,
  WebhookState,
};

export interface IntercomEmulator {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly appId: string;
  readonly accessToken: string;
  readonly clientSecret: string;
  /** Well-known authors: `people.admin.id` can be used as `admin_id`, `people.user.id` as a contact's id. */
  readonly people: People;
  /** Every request, oldest first, also those that a fault met. */
  readonly calls: readonly Call[];
  /** Every attempt to deliver a notification, in the order in which they ended. */
  readonly deliveries: readonly Delivery[];
  readonly deletions: readonly Deletion[];
  readonly faults: Faults;
  /** What the token may do. Change it as one changes an app's permissions. */
  readonly scopes: Set<Scope>;
  readonly webhookState: WebhookState;

  /** Starts a conversation, as a contact does unless the seed says otherwise. Returns it as it is then. */
  seedConversation(seed?: ConversationSeed): Conversation;
  seedTicket(seed?: TicketSeed): Conversation;
  /** Adds a part to a conversation or ticket. Throws when there is none with this id. */
  addPart(conversationId: string, seed: PartSeed): Part;
  /** As a teammate starts one beside a conversation. No topic tells of it. Throws when there is no conversation. */
  addSideConversation(conversationId: string, seed?: SideConversationSeed): SideConversation;
  /** As the contact rates a conversation. Throws when there is none with this id. */
  rateConversation(id: string, rating: Rating['rating'], remark?: string): void;
  /** Makes Intercom refuse this part or source from now on, although there is a body. */
  refuseRedaction(messageId: string): void;
  /** A conversation or ticket as it is now: a copy; undefined when there is none or it was deleted. */
  conversation(id: string): Conversation | undefined;
  /** As a person redacts a part or source in the Inbox. Throws when there is none with these ids. */
  redactMessage(conversationId: string, messageId: string): void;
  /** As a person deletes it. Metrics are retained. Throws when there is none with this id. */
  deleteConversation(id: string): void;
  /** What Intercom's reports would show now. Also `GET /__emulator/reporting`, which Intercom does not have. */
  reporting(): Report;

  /**
   * Builds a notification without sending it. With a part, the payload holds that part only; without one, none.
   * Throws when there is no such conversation or part, but for `conversation.deleted`.
   */
  notification(
    topic: string,
    conversationId: string,
    partId?: string,
    shapes?: Partial<PayloadShapes>,
  ): Notification;
  ping(): Notification;
  /** Sends a notification. Resolves when every attempt, the retry included, is over; never rejects. */
  deliver(notification: Notification, plan?: DeliveryPlan): Promise<void>;
  /** As saving the URL in the Developer Hub: a HEAD request, then a ping. Rejects unless HEAD is answered 2xx. */
  connectWebhook(url: string): Promise<void>;
  /** As the button "Set live" in the Developer Hub, after a pause, a suspension or a 410. */
  setWebhookLive(): void;
  /** Resolves when no notification is being sent, delayed, or waiting for its retry. */
  idle(): Promise<void>;

  /** Empties the workspace, `calls`, `deliveries` and faults. URL, webhook and options stay; ids go on counting. */
  reset(): void;
  /** Closes every connection and gives up what is under way. */
  close(): Promise<void>;
}

/** Starts a local Intercom. Rejects when the port is taken. */
export async function createIntercomEmulator(
  options: IntercomEmulatorOptions = {},
): Promise<IntercomEmulator> {
  const settings = resolveOptions(options);
  const { appId, accessToken, clientSecret, clock, keepAttachments } = settings;
  const scopes = new Set(settings.scopes);
  const calls: Call[] = [];
  const faults = createFaults(clock);
  const rate = createRateWindow(settings.rateLimit, clock);
  const sender = createSender(settings);
  const workspace = createWorkspace({
    appId,
    clock,
    keepAttachments,
    reportingLagMs: settings.reportingLagMs,
    searchLagMs: settings.searchLagMs,
    onChange: (change) => outbox.tell(change),
  });
  const outbox = createOutbox(settings, workspace, sender);

  const server = createApiServer({ api: { workspace, settings, scopes, rate }, faults, calls });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  function existing(id: string): Conversation {
    const conversation = workspace.record(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    return conversation;
  }

  return {
    url: `http://${settings.host}:${port}`,
    appId,
    accessToken,
    clientSecret,
    people: workspace.people,
    calls,
    deliveries: sender.deliveries,
    deletions: workspace.deletions,
    faults,
    scopes,
    get webhookState() {
      return sender.state();
    },
    seedConversation: (seed = {}) => structuredClone(workspace.startConversation(seed)),
    seedTicket: (seed = {}) => structuredClone(workspace.startTicket(seed)),
    addPart: (id, seed) => structuredClone(workspace.addPart(existing(id), seed)),
    addSideConversation: (id, seed = {}) =>
      structuredClone(workspace.addSideConversation(existing(id), seed)),
    rateConversation: (id, rating, remark) => workspace.rate(existing(id), rating, remark ?? null),
    refuseRedaction: workspace.refuseRedaction,
    conversation: (id) => structuredClone(workspace.record(id)),
    redactMessage(id, messageId) {
      const conversation = existing(id);
      const messages = [conversation.source, ...conversation.parts];
      const message = messages.find((it) => it?.id === messageId);
      if (!message) throw new Error(`no message ${messageId} in conversation ${id}`);
      workspace.redact(conversation, message);
    },
    deleteConversation: (id) => workspace.remove(existing(id), true),
    reporting: () => structuredClone(workspace.report()),
    notification: outbox.build,
    ping: outbox.ping,
    deliver: sender.deliver,
    async connectWebhook(url) {
      await sender.connect(url);
      void sender.deliver(outbox.ping());
    },
    setWebhookLive: sender.setLive,
    idle: sender.idle,
    reset() {
      workspace.clear();
      faults.clear();
      rate.clear();
      sender.clear();
      calls.length = 0;
      scopes.clear();
      for (const scope of settings.scopes) scopes.add(scope);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, sender.close()]);
    },
  };
}
