// Paused rules over HTTP, for whoever tends the rules.

import express, { type Express } from 'express';
import { z } from 'zod';
import { BY_ADMIN } from '../audit.ts';
import { toMs } from '../duration.ts';
import { type RuleId, toId } from '../message.ts';
import { isPauseLength, PAUSE_MS, type RulePause } from '../rule-pause.ts';
import type { RulePauses } from '../store/rule-pauses.ts';

export interface PausesRouterDependencies {
  readonly pauses: RulePauses;
  /** The ids of the rules in use. */
  readonly rules: () => readonly RuleId[];
  readonly clock: () => Date;
}

const Asked = z.strictObject({
  rule: z.string(),
  by: z.string().refine((value) => toId(value) !== undefined, 'is no id of letters, digits, _ and -'),
  for: z
    .string()
    .optional()
    .transform((value) => (value === undefined ? PAUSE_MS : toMs(value)))
    .refine((ms) => ms !== undefined && isPauseLength(ms), 'must be a duration from 1m to 7d, such as 24h'),
});

export function mountPauses(http: Express, { pauses, rules, clock }: PausesRouterDependencies): void {
  http.get('/admin/pauses', async (_request, response) => {
    response.json({ pauses: (await pauses.list()).map(shown) });
  });
  http.post('/admin/pauses', express.json({ limit: '16kb' }), async (request, response) => {
    const asked = Asked.safeParse(request.body);
    if (!asked.success) {
      const problem = asked.error.issues
        .map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
        .join('; ');
      return void response.status(400).json({ result: 'wrong_request', problem });
    }
    const ruleId = rules().find((id) => id === asked.data.rule);
    if (!ruleId) {
      return void response
        .status(404)
        .json({ result: 'unknown', problem: 'there is no rule with this id in use: see rules list' });
    }
    const by = toId(asked.data.by) ?? BY_ADMIN;
    const until = new Date(clock().getTime() + (asked.data.for ?? PAUSE_MS));
    response.status(201).json({ pause: shown(await pauses.pause({ ruleId, by, until })) });
  });
  http.delete('/admin/pauses/:rule', async (request, response) => {
    const paused = (await pauses.list()).find(({ ruleId }) => ruleId === request.params.rule);
    const ended = paused && (await pauses.resume(paused.ruleId, toId(request.query.by) ?? BY_ADMIN));
    if (ended) return void response.json({ pause: shown(ended) });
    response.status(404).json({ result: 'unknown', problem: 'no rule with this id is paused' });
  });
}

function shown({ ruleId, by, from, until }: RulePause) {
  return { rule: ruleId, by, from, until };
}
