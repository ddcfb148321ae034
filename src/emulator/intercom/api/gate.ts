// What every request has to pass before an endpoint sees it. The order of the checks is inferred.

import type { Scope, Settings } from '../options.ts';
import type { Workspace } from '../state/workspace.ts';
import { atLeast, knownVersion } from '../wire/version.ts';
import {
  type Answer,
  INVALID_JSON,
  missingScope,
  NOT_ACCEPTABLE,
  NOT_AUTHORIZED,
  NOT_FOUND,
  NOT_IN_VERSION,
  standardRefusal,
  UNAUTHORIZED,
  UNKNOWN_VERSION,
} from './answer.ts';
import type { RateWindow } from './rate-window.ts';
import { isObject } from './request.ts';
import { ROUTES } from './routes.ts';

/** A request as it came from the network. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `http://HOST:PORT` */
  readonly origin: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly version: string | undefined;
  /** Parsed JSON, `{}` when there was no body, undefined when it was not JSON. */
  readonly body: unknown;
}

export interface Api {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly scopes: ReadonlySet<Scope>;
  readonly rate: RateWindow;
}

export function answer(request: RawRequest, api: Api): Answer {
  const given = pass(request, api);
  const lacksScope = given.kind === 'refused' && given.code === 'forbidden';
  return lacksScope && api.settings.missingScopeAs === 'token_unauthorized' ? NOT_AUTHORIZED : given;
}

function pass(request: RawRequest, { workspace, settings, scopes, rate }: Api): Answer {
  if (tokenIn(request.authorization) !== settings.accessToken) return UNAUTHORIZED;
  if (!rate.take()) return standardRefusal(429, settings.rateLimit);
  if (!accepts(request.accept)) return NOT_ACCEPTABLE;
  const version = knownVersion(request.version ?? (settings.webhookVersion === 'html' ? '2.14' : '2.15'));
  if (version === undefined) return UNKNOWN_VERSION;

  for (const route of ROUTES) {
    const found = route.method === request.method ? route.path.exec(request.path) : null;
    if (!found) continue;
    if (!atLeast(version, route.since)) return NOT_IN_VERSION;
    if (route.scope && !scopes.has(route.scope)) return missingScope(route.scope);
    if (!isObject(request.body)) return INVALID_JSON;
    const { query, body, origin } = request;
    const [, id = '', otherId = ''] = found;
    return route.answer({ workspace, settings, scopes, version, query, body, origin, id, otherId });
  }
  return NOT_FOUND;
}

function tokenIn(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
}

function accepts(header: string | undefined): boolean {
  return header !== undefined && /application\/json|application\/\*|\*\/\*/.test(header);
}
