// Commands that speak with the running service through its admin API, or with the store where none runs.

import { request } from 'undici';
import { z } from 'zod';
import { createEnvironmentReader } from '../environment.ts';
import { RedactorError } from '../errors.ts';
import type { Io } from './io.ts';
import { type LocalAdmin, openLocalAdmin } from './local-admin.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

type Method = 'GET' | 'POST' | 'DELETE';
export interface AdminClient {
  (method: Method, path: string, body?: object): Promise<AdminAnswer>;
  /** No service runs: the answers come from its store, and what is asked for begins with its next start. */
  isOfStore(): boolean;
}

/** The service itself gives up on its store within seconds. */
const ANSWER_MS = 20_000;

/**
 * Gives the work a way to ask the running service; where none runs on this machine and no address was named, the store
 * itself, through the same API in this process.
 * @throws RedactorError `usage` for a token or an address that is none, `service_unreachable` where nothing answers.
 */
export async function withAdmin(
  io: Pick<Io, 'env' | 'stderr'>,
  url: string | undefined,
  work: (call: AdminClient) => Promise<number>,
): Promise<number> {
  const base = addressOf(url ?? `http://127.0.0.1:${io.env.PORT?.trim() || 3000}`);
  const token = tokenFrom(io.env);
  if (token === undefined && url !== undefined) throw noToken();
  let local: Promise<LocalAdmin> | undefined;
  let hasAnswered = false;
  const ofEither = async (method: Method, path: string, body?: object): Promise<AdminAnswer> => {
    const there = (await local) ?? { url: base, token };
    const answer = await ask(there, method, path, body);
    if (answer !== 'refused') {
      hasAnswered = true;
      if (there.token === undefined) throw noToken();
      return answer;
    }
    if (url !== undefined || hasAnswered) throw unreachableAt(base);
    local ??= openLocalAdmin(io.env, base).then((opened) => {
      io.stderr.write('No service runs here: the store itself is asked.\n');
      return opened;
    });
    return ofEither(method, path, body);
  };
  try {
    return await work(Object.assign(ofEither, { isOfStore: () => local !== undefined }));
  } finally {
    await (await local?.catch(() => undefined))?.close();
  }
}

/** `refused`: nothing listens there. @throws RedactorError `service_unreachable` for any other trouble. */
async function ask(
  { url, token }: { readonly url: string; readonly token: string | undefined },
  method: Method,
  path: string,
  body: object | undefined,
): Promise<AdminAnswer | 'refused'> {
  try {
    // Without a token nothing is asked but whether somebody answers.
    const response = await request(token === undefined ? url : `${url}${path}`, {
      method: token === undefined ? 'GET' : method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
      ...(body && token !== undefined ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.body.text();
    return { status: response.statusCode, body: parsed(text) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return 'refused';
    throw unreachableAt(url);
  }
}

function unreachableAt(url: string): RedactorError {
  return new RedactorError(
    'service_unreachable',
    `Nothing answers on ${url}. Start the service, or name its address with --url.`,
  );
}

function addressOf(given: string): string {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '');
  throw new RedactorError(
    'usage',
    'The address of the service is none: give --url or PORT as in --url http://127.0.0.1:3000.',
  );
}

function noToken(): RedactorError {
  return new RedactorError(
    'usage',
    'Set ADMIN_TOKEN, of letters, digits and signs without spaces, to the one that the service runs with.',
  );
}

/** Undefined: none is set. */
function tokenFrom(env: Io['env']): string | undefined {
  const reader = createEnvironmentReader(env);
  const token = reader.optional('ADMIN_TOKEN', z.string(), 'the token that the service runs with');
  const [problem] = reader.problems;
  if (problem !== undefined) throw new RedactorError('usage', `${problem}.`);
  if (token !== undefined && /[^\x21-\x7e]/.test(token)) throw noToken();
  return token;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
