// Findings over HTTP: lists, one of them, and another try. Ids, enums, counts and times only.

import express, { type Express } from 'express';
import { z } from 'zod';
import { toMs } from '../duration.ts';
import { type Id, toId } from '../message.ts';
import { FINDING_STATES } from '../outcome.ts';
import type { FindingList } from '../store/finding-list.ts';
import type { Findings } from '../store/findings.ts';
import { shownFinding, UNKNOWN_FINDING } from './shown-finding.ts';
import { UserId } from './user-id.ts';
import { wrongRequest } from './wrong-request.ts';

export interface FindingsRouterDependencies {
  readonly list: FindingList;
  readonly read: Findings['read'];
  readonly clock: () => Date;
}

const MOST = 1_000;
const id = z
  .string()
  .refine((value) => toId(value) !== undefined, 'is no id')
  .transform((value) => toId(value) as Id);
const Asked = z.strictObject({
  state: z.enum(FINDING_STATES, { error: () => `must be one of ${FINDING_STATES.join(', ')}` }).optional(),
  rule: z
    .string()
    .regex(/^[a-z0-9_]{1,40}\.[a-z0-9_]{1,60}$/, "must be a rule's id")
    .optional(),
  kind: z
    .string()
    .regex(/^[a-z0-9_]{1,40}$/, 'must be a kind')
    .optional(),
  conversation: id.optional(),
  since: z
    .string()
    .transform((value) => toMs(value) ?? Number.NaN)
    .refine((ms) => ms > 0, 'must be a length of time such as 12h or 90d')
    .optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
});
const Retry = z.strictObject({ by: UserId });

export function mountFindings(http: Express, deps: FindingsRouterDependencies): void {
  const json = express.json({ limit: '16kb' });
  http.get('/admin/findings', async (request, response) => {
    const asked = Asked.safeParse(request.query);
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    const { conversation: conversationId, since, ...filter } = asked.data;
    const seenSince = since === undefined ? undefined : new Date(deps.clock().getTime() - since);
    const { state, rule, kind, limit } = filter;
    const [findings, counts] = await Promise.all([
      deps.list.list({ state, rule, kind, limit, conversationId, seenSince }),
      deps.list.counts(),
    ]);
    response.json({ findings: findings.map(shownFinding), counts });
  });
  http.get('/admin/findings/:id', async (request, response) => {
    const given = toId(request.params.id);
    const finding = given && (await deps.read(given));
    if (!finding) return void response.status(404).json(UNKNOWN_FINDING);
    response.json({ finding: shownFinding(finding) });
  });
  http.post('/admin/findings/:id/retry', json, async (request, response) => {
    const given = toId(request.params.id);
    const asked = Retry.safeParse(request.body);
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    const retried = given && (await deps.list.retry(given, asked.data.by));
    if (retried === undefined) return void response.status(404).json(UNKNOWN_FINDING);
    if (!retried) return void response.status(409).json(NO_USE);
    response.json({ finding: shownFinding(retried) });
  });
}

const NO_USE = {
  result: 'no_use',
  problem: 'another try cannot help: it has ended, or Intercom never redacts it',
};
