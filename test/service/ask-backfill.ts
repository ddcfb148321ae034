// A backfill as it is asked for and watched over HTTP.

import assert from 'node:assert/strict';
import { until } from '../support/until.ts';

export const ADMIN_TOKEN = 'admin-token-for-tests';

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly reason: string | null;
  readonly counts: Readonly<Record<string, number>> & {
    readonly byRule: Readonly<Record<string, number>>;
    readonly byAuthor: Readonly<Record<string, number>>;
    readonly byAction: Readonly<Record<string, number>>;
  };
}

export type Served = { readonly app: { readonly url: string } };

export async function ask({ app }: Served, method: string, path: string, body?: object) {
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as { backfill: Shown; problem: string } };
}

/** Once Intercom has said whose token it is. */
export async function begun(world: Served, asked: object = {}): Promise<Shown> {
  const post = () => ask(world, 'POST', '/admin/backfills', { since: '90d', ...asked });
  let answer = await post();
  await until(async () => {
    if (answer.status === 503) answer = await post();
    return answer.status !== 503;
  }, 'the workspace');
  assert.equal(answer.status, 201, answer.body.problem);
  return answer.body.backfill;
}

export async function read(world: Served, id: string): Promise<Shown> {
  return (await ask(world, 'GET', `/admin/backfills/${id}`)).body.backfill;
}

export async function ended(world: Served, { id }: Shown, state = 'done'): Promise<Shown> {
  await until(async () => (await read(world, id)).state === state, state, 60_000);
  return read(world, id);
}
