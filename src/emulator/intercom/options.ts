// What a test or the command line may set. Everything has a default, so that `createIntercomEmulator()` just works.

import type { DeliveryPlan, Notification, PayloadShapes } from './webhook/notification.ts';

/** Intercom docs: OAuth scopes. Only those that the endpoints here ask for; the names of the last four are inferred. */
export const SCOPES = [
  'read_conversations',
  'write_conversations',
  'read_tickets',
  'write_tickets',
  'delete_conversations_and_metrics',
  'read_admins',
  'read_users',
  'read_tags',
  'write_tags',
] as const;
export type Scope = (typeof SCOPES)[number];

export type Region = 'us' | 'eu' | 'au';

export interface IntercomEmulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined;
  /** Address to listen on. 127.0.0.1 by default. */
  readonly host?: string | undefined;
  /** The workspace id, Intercom's `id_code`. */
  readonly appId?: string | undefined;
  readonly accessToken?: string | undefined;
  /** Key of `X-Hub-Signature`. */
  readonly clientSecret?: string | undefined;
  readonly region?: Region | undefined;
  /** Unix milliseconds: every time in an answer, the rate window and `Fault.until`. Waiting uses real timers. */
  readonly clock?: (() => number) | undefined;
  /** What the token may do; all by default. Changeable later through `emulator.scopes`. */
  readonly scopes?: Iterable<Scope> | undefined;
  /**
   * What a missing scope is answered with: 403 `forbidden` with its name, the default, or 401 `token_unauthorized`
   * without. Docs have both, on different endpoints, and none for redaction and deletion.
   */
  readonly missingScopeAs?: 'forbidden' | 'token_unauthorized' | undefined;
  /** Calls per 10-second window; 1666 by default, Infinity for no limit. */
  readonly rateLimit?: number | undefined;
  /** Where notifications go. Taken as it is: `connectWebhook` makes the HEAD check and the ping. */
  readonly webhookUrl?: string | undefined;
  /**
   * The app's version in the Developer Hub: `html` is 2.14, `plain` is 2.15. It decides about webhook payloads and
   * about API calls without an `Intercom-Version` header.
   */
  readonly webhookVersion?: 'html' | 'plain' | undefined;
  /** How long a receiver may take; 5 s by default. */
  readonly webhookTimeoutMs?: number | undefined;
  /** Wait before the only retry; 60 s by default. */
  readonly webhookRetryDelayMs?: number | undefined;
  /** First delay after a 429; 60 s by default. It doubles up to 120 times this value. */
  readonly webhookThrottleMs?: number | undefined;
  /** Send replies of bots as `conversation.admin.replied` too, as seen on real workspaces. */
  readonly botDoubleTopic?: boolean | undefined;
  /** Tell parts of tickets under the topics of conversations too: whether Intercom does is not known. */
  readonly ticketDoubleTopic?: boolean | undefined;
  /** Send `conversation_part.redacted` for a source too, the default: whether Intercom does is not documented. */
  readonly tellSourceRedaction?: boolean | undefined;
  /** Topics that are ticked in the Developer Hub; all by default. */
  readonly topics?: Iterable<string> | undefined;
  readonly shapes?: Partial<PayloadShapes> | undefined;
  /**
   * Whether a payload shows the conversation as it is when the event happens, the default, or as it is at each attempt,
   * as an integrator saw: a late one may hold a redaction already.
   */
  readonly payloadsAsOf?: 'event' | 'delivery' | undefined;
  /** Called for every automatic notification: says whether to drop, delay or repeat it. */
  readonly deliveryPlan?: ((notification: Notification) => DeliveryPlan) | undefined;
  /** Leave a redacted message's attachments in place: what Intercom does is not documented. */
  readonly keepAttachments?: boolean | undefined;
  /** How long reports stay behind a deletion, in the clock's milliseconds; 0 by default. */
  readonly reportingLagMs?: number | undefined;
  /**
   * How long a search stays behind a change, in the clock's milliseconds; 0 by default. Until then it finds the
   * conversation as it was before, and a new one not at all. A function says it for each. Inferred: Intercom documents
   * no lag.
   */
  readonly searchLagMs?: number | ((conversationId: string) => number) | undefined;
  /** How many calls and deliveries are remembered; all by default. Set it for long runs. */
  readonly remember?: number | undefined;
}

export function resolveOptions(options: IntercomEmulatorOptions) {
  const { searchLagMs = 0 } = options;
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    appId: options.appId ?? 'qz7k2m9x',
    accessToken: options.accessToken ?? 'emulator-access-token',
    clientSecret: options.clientSecret ?? 'emulator-client-secret',
    region: options.region ?? 'us',
    clock: options.clock ?? Date.now,
    scopes: [...(options.scopes ?? SCOPES)],
    missingScopeAs: options.missingScopeAs ?? 'forbidden',
    rateLimit: options.rateLimit ?? 1666,
    webhookUrl: options.webhookUrl,
    webhookVersion: options.webhookVersion ?? 'html',
    webhookTimeoutMs: options.webhookTimeoutMs ?? 5_000,
    webhookRetryDelayMs: options.webhookRetryDelayMs ?? 60_000,
    webhookThrottleMs: options.webhookThrottleMs ?? 60_000,
    botDoubleTopic: options.botDoubleTopic ?? false,
    ticketDoubleTopic: options.ticketDoubleTopic ?? false,
    tellSourceRedaction: options.tellSourceRedaction ?? true,
    topics: options.topics === undefined ? undefined : new Set(options.topics),
    shapes: {
      conversation: 'current',
      redacted: 'conversation',
      deleted: 'conversation_id',
      ticket: 'nested',
      ...options.shapes,
    } satisfies PayloadShapes as PayloadShapes,
    payloadsAsOf: options.payloadsAsOf ?? 'event',
    deliveryPlan: options.deliveryPlan ?? (() => ({})),
    keepAttachments: options.keepAttachments ?? false,
    reportingLagMs: options.reportingLagMs ?? 0,
    searchLagMs: typeof searchLagMs === 'number' ? () => searchLagMs : searchLagMs,
    remember: options.remember ?? Number.POSITIVE_INFINITY,
  };
}

export type Settings = Readonly<ReturnType<typeof resolveOptions>>;
