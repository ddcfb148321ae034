// Backfills: asked for, watched, paused and taken up again.

import express, { type Express } from 'express';
import { z } from 'zod';
import type { Backfill } from '../backfill.ts';
import { toMs } from '../duration.ts';
import { type Id, toId } from '../message.ts';
import type { Backfills } from '../store/backfills.ts';
import { wrongRequest } from './wrong-request.ts';

export interface BackfillsRouterDependencies {
  readonly backfills: Pick<Backfills, 'ask' | 'list' | 'read' | 'change'>;
  /** There may be something to do now. */
  readonly look: () => void;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** What Intercom allows the app, as far as it has said. */
  readonly callsPerTenSeconds: () => number | undefined;
  readonly clock: () => Date;
}

const LONGEST_MS = 10 * 365 * 86_400_000;
const ago = z
  .string()
  .transform((value) => toMs(value) ?? Number.NaN)
  .refine((ms) => ms <= LONGEST_MS, 'must be a length of time such as 12h or 90d');
const Asked = z.strictObject({
  since: ago,
  until: ago.optional(),
  rule: z
    .string()
    .regex(/^[a-z0-9_.*]{1,100}$/, "must be a rule's id, or a glob such as payment_card.*")
    .optional(),
  team: z
    .string()
    .regex(/^\d{1,20}$/, 'must be the id of a team')
    .optional(),
  apply: z.boolean().default(false),
});
const Change = z.strictObject({ action: z.enum(['pause', 'resume', 'cancel']) });
const STATES = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;

export function mountBackfills(http: Express, deps: BackfillsRouterDependencies): void {
  const { backfills } = deps;
  const json = express.json({ limit: '16kb' });
  http.get('/admin/backfills', async (_request, response) => {
    response.json({ backfills: (await backfills.list()).map(shown) });
  });
  http.get('/admin/backfills/:id', async (request, response) => {
    const id = toId(request.params.id);
    const backfill = id && (await backfills.read(id));
    if (!backfill) return void response.status(404).json(UNKNOWN);
    const callsPerTenSeconds = deps.callsPerTenSeconds() ?? null;
    response.json({ backfill: { ...shown(backfill), callsPerTenSeconds } });
  });
  http.post('/admin/backfills', json, async (request, response) => {
    const asked = Asked.safeParse(request.body);
    const workspaceId = deps.workspace();
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    if (!workspaceId) return void response.status(503).json(NO_WORKSPACE);
    const { since, until, rule, team, apply } = asked.data;
    const nowMs = deps.clock().getTime();
    const seconds = (ms: number): number => Math.max(0, Math.floor((nowMs - ms) / 1000));
    const backfill = await backfills.ask(workspaceId, {
      sinceS: seconds(since),
      untilS: until === undefined ? undefined : seconds(until),
      rule,
      teamId: toId(team),
      apply,
    });
    if (!backfill) return void response.status(409).json(ANOTHER);
    deps.look();
    response.status(201).json({ backfill: shown(backfill) });
  });
  http.post('/admin/backfills/:id', json, async (request, response) => {
    const id = toId(request.params.id);
    const change = Change.safeParse(request.body);
    if (!change.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(change.error) });
    if (!id || !(await backfills.read(id))) return void response.status(404).json(UNKNOWN);
    const changed = await backfills.change(id, STATES[change.data.action]);
    if (!changed) return void response.status(409).json(TOO_LATE);
    deps.look();
    response.json({ backfill: shown(changed) });
  });
}

const UNKNOWN = { result: 'unknown', problem: 'there is no backfill with this id: see backfill list' };
const NO_WORKSPACE = {
  result: 'no_workspace',
  problem: 'Intercom has not said yet whose token it is: see /readyz',
};
const ANOTHER = {
  result: 'another',
  problem:
    'another backfill has not ended yet: they would read the same history twice. See backfill list, and cancel it',
};
const TOO_LATE = {
  result: 'late',
  problem: 'its state does not allow that, or another one has begun meanwhile: see backfill list',
};

function shown({ workspaceId: _, sinceS, untilS, doneS, teamId, counts, ...rest }: Backfill): object {
  const time = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(seconds * 1000).toISOString();
  return {
    ...rest,
    since: time(sinceS),
    until: time(untilS),
    team: teamId ?? null,
    done_until: time(doneS),
    counts,
  };
}
