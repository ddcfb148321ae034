// Commands that speak with the running service through its admin API.

import { request } from 'undici';
import { z } from 'zod';
import { createEnvironmentReader } from '../environment.ts';
import { RedactorError } from '../errors.ts';
import type { Io } from './io.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type AdminClient = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<AdminAnswer>;

/** The service itself gives up on its store within seconds. */
const ANSWER_MS = 20_000;

/** @throws RedactorError `usage` for a token or an address that is none, `service_unreachable` where nothing answers. */
export function createAdminClient({ env }: Pick<Io, 'env'>, url: string | undefined): AdminClient {
  const base = addressOf(url ?? `http://127.0.0.1:${env.PORT?.trim() || 3000}`);
  const token = tokenFrom(env);
  return async (method, path, body) => {
    try {
      const response = await request(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        headersTimeout: ANSWER_MS,
        bodyTimeout: ANSWER_MS,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.body.text();
      return { status: response.statusCode, body: parsed(text) };
    } catch {
      throw new RedactorError(
        'service_unreachable',
        `Nothing answers on ${base}. Start the service, or name its address with --url.`,
      );
    }
  };
}

function addressOf(given: string): string {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '');
  throw new RedactorError(
    'usage',
    'The address of the service is none: give --url or PORT as in --url http://127.0.0.1:3000.',
  );
}

function tokenFrom(env: Io['env']): string {
  const reader = createEnvironmentReader(env);
  const token = reader.optional('ADMIN_TOKEN', z.string(), 'the token that the service runs with');
  const [problem] = reader.problems;
  if (problem !== undefined) throw new RedactorError('usage', `${problem}.`);
  if (token !== undefined && !/[^\x21-\x7e]/.test(token)) return token;
  throw new RedactorError(
    'usage',
    'Set ADMIN_TOKEN, of letters, digits and signs without spaces, to the one that the service runs with.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
