// What the local Slack remembers, and the shapes of what it answers.

export type Json = Readonly<Record<string, unknown>>;
export type SlackArguments = Readonly<Record<string, string>>;
export type SlackAnswer = { readonly ok: boolean; readonly error?: string } & Json;

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Whether the bot is in it; yes when left out. */
  readonly member?: boolean;
}

/** Somebody that Slack's methods know of. Pressing is open to any id. */
export interface SlackPerson {
  readonly id: string;
  readonly name?: string;
  /** Another workspace's, in a shared channel. */
  readonly team?: string;
  readonly guest?: boolean;
  readonly deleted?: boolean;
}

export interface SlackUserGroup {
  readonly id: string;
  readonly users: readonly string[];
}

export interface SlackPost {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  /** How often it was edited. */
  readonly edits: number;
}

/** Stands in its parent's thread only, unless it is broadcast to the channel too. */
export interface SlackReply extends SlackPost {
  readonly threadTs: string;
  readonly broadcast: boolean;
}

/** One that stands in the channel itself. */
export interface SlackMessage extends SlackPost {
  readonly replies: readonly SlackReply[];
}

/** Shown to one person, and kept by nobody. */
export interface SlackEphemeral {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** What an app told somebody at a response_url, or in its answer to a command. */
export interface SlackResponse extends SlackEphemeral {
  readonly via: 'response_url' | 'answer';
  readonly responseType: 'ephemeral' | 'in_channel';
  readonly replaceOriginal: boolean;
  readonly deleteOriginal: boolean;
}

export interface SlackView {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly standing: 'open' | 'submitted' | 'closed';
  /** The view that this one lies on. */
  readonly previousId: string | undefined;
  /** As the app gave it. */
  readonly content: Json;
}

export interface SlackCall {
  readonly method: string;
  /** As they came: nested values are JSON text. The token is left out. */
  readonly args: SlackArguments;
  readonly at: Date;
  /** `ok`, Slack's error code, or the fault that stood in for an answer. */
  readonly result: string;
}

export interface SlackWorkspace {
  readonly token: string;
  /** For Socket Mode. */
  readonly appToken: string;
  readonly channels: readonly SlackChannel[];
  readonly scopes: readonly string[];
  readonly people: readonly SlackPerson[];
  readonly userGroups: readonly SlackUserGroup[];
  /** User groups are for paid plans only. */
  readonly freePlan: boolean;
  readonly clock: () => Date;
}

export interface SlackState extends SlackWorkspace {
  /** `127.0.0.1:PORT`, known once it listens. */
  host: string;
  posts: (SlackPost | SlackReply)[];
  ephemerals: SlackEphemeral[];
  responses: SlackResponse[];
  views: SlackView[];
  calls: SlackCall[];
  readonly triggers: Map<string, { readonly user: string; readonly at: Date; readonly used: boolean }>;
  readonly answerUrls: Map<string, SlackAnswerUrl>;
  /** Each lets one WebSocket in. */
  readonly tickets: Set<string>;
  lastTs: number;
  lastId: number;
}

/** Where an app may answer a press or a command. */
export interface SlackAnswerUrl {
  readonly user: string;
  readonly channel: string;
  /** The message that was pressed. */
  readonly ts: string | undefined;
  readonly at: Date;
  readonly uses: number;
}

/** What a method answers. */
export type SlackMethod = (state: SlackState, args: SlackArguments) => SlackAnswer;

export const TEAM = 'T0EMULATOR';
export const APP = 'A0EMULATOR';

export function fail(error: string): SlackAnswer & { readonly error: string } {
  return { ok: false, error };
}

export function missingScope(state: SlackState, needed: string): SlackAnswer {
  return { ...fail('missing_scope'), needed, provided: state.scopes.join(',') };
}
