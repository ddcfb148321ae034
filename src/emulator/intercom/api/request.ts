import type { Scope, Settings } from '../options.ts';
import type { JsonObject } from '../state/conversation.ts';
import type { Workspace } from '../state/workspace.ts';
import type { ApiVersion } from '../wire/version.ts';

/** A request that has passed the gate: authorised, within the rate limit, for a known version and endpoint. */
export interface ApiRequest {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly scopes: ReadonlySet<Scope>;
  readonly version: ApiVersion;
  /** The id in the path, empty where the path has none. */
  readonly id: string;
  /** The second id in the path, such as a tag's. */
  readonly otherId: string;
  /** As the client addressed the API: `http://HOST:PORT`. */
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

/** An id in a body. Intercom docs: typed as text, given as a number in examples; both are taken. */
export function idIn(body: JsonObject, field: string): string | undefined {
  const value = body[field];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function textIn(body: JsonObject, field: string): string | undefined {
  const value = body[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
