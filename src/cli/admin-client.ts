// Commands that speak with the running service through its admin API.

import { readFileSync } from 'node:fs';
import { request } from 'undici';
import { RedactorError } from '../errors.ts';
import type { Io } from './io.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type AdminClient = (method: 'GET' | 'POST', path: string, body?: object) => Promise<AdminAnswer>;

/** @throws RedactorError `usage` where no token is set, `service_unreachable` where nothing answers. */
export function createAdminClient({ env }: Pick<Io, 'env'>, url: string | undefined): AdminClient {
  const base = (url ?? `http://127.0.0.1:${env.PORT ?? 3000}`).replace(/\/+$/, '');
  const token = tokenFrom(env);
  return async (method, path, body) => {
    try {
      const response = await request(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
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

function tokenFrom(env: Io['env']): string {
  const file = env.ADMIN_TOKEN_FILE;
  const token = env.ADMIN_TOKEN ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
  if (token) return token;
  throw new RedactorError('usage', 'Set ADMIN_TOKEN to the one that the service runs with.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
