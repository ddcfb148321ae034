// What the local Slack remembers, and the shapes of what it answers.

export type SlackArguments = Readonly<Record<string, string>>;
export type SlackAnswer = { readonly ok: boolean; readonly error?: string } & Readonly<
  Record<string, unknown>
>;

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Whether the bot is in it; yes when left out. */
  readonly member?: boolean;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  /** How often it was edited. */
  readonly edits: number;
}

export interface SlackCall {
  readonly method: string;
  /** As they came: nested values are JSON text. The token is left out. */
  readonly args: SlackArguments;
  readonly at: Date;
  /** `ok`, Slack's error code, or the fault that stood in for an answer. */
  readonly result: string;
}

export interface SlackState {
  readonly token: string;
  readonly channels: readonly SlackChannel[];
  readonly scopes: readonly string[];
  readonly clock: () => Date;
  messages: SlackMessage[];
  calls: SlackCall[];
  lastTs: number;
}

/** What a method answers. */
export type SlackMethod = (state: SlackState, args: SlackArguments) => SlackAnswer;

export function fail(error: string): SlackAnswer & { readonly error: string } {
  return { ok: false, error };
}

export function missingScope(state: SlackState, needed: string): SlackAnswer {
  return { ...fail('missing_scope'), needed, provided: state.scopes.join(',') };
}

/** A message as Slack shows it. */
export function wire(
  { ts, text, blocks, metadata }: SlackMessage,
  withMetadata: boolean,
): Readonly<Record<string, unknown>> {
  const message = { type: 'message', user: 'U0EMULATOR', bot_id: 'B0EMULATOR', ts, text, blocks };
  return withMetadata && metadata !== undefined ? { ...message, metadata } : message;
}
