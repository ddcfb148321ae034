// Exceptions over HTTP. A value is given once, to be fingerprinted, and kept nowhere.

import express, { type Express } from 'express';
import { z } from 'zod';
import { BY_ADMIN } from '../audit.ts';
import { EXCEPTION_REASONS, type Exception } from '../exception.ts';
import type { Fingerprinter } from '../fingerprint.ts';
import { isKind, type Kind, type Match, toId } from '../message.ts';
import type { Exceptions } from '../store/exceptions.ts';
import { UserId } from './user-id.ts';
import { wrongRequest } from './wrong-request.ts';

export interface ExceptionsRouterDependencies {
  readonly exceptions: Exceptions;
  readonly fingerprint: Fingerprinter;
  readonly scan: (body: string) => readonly Match[];
  readonly clock: () => Date;
}

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;

const DAYS = `must be a whole number of days from 1 to ${LONGEST_DAYS}`;

const Asked = z.strictObject({
  /** A sentence with the value as a customer would write it, so that the rules find it. */
  text: z.string().min(1).max(2_000),
  owner: UserId,
  reason: z.enum(EXCEPTION_REASONS, { error: () => `must be ${EXCEPTION_REASONS.join(' or ')}` }),
  days: z
    .number({ error: () => DAYS })
    .int(DAYS)
    .min(1, DAYS)
    .max(LONGEST_DAYS, DAYS),
});
const Ending = z.strictObject({ by: UserId.optional() });

export function mountExceptions(http: Express, deps: ExceptionsRouterDependencies): void {
  http.get('/admin/exceptions', async (_request, response) => {
    const now = deps.clock();
    const all = await deps.exceptions.list();
    response.json({ exceptions: all.map((one) => ({ ...shown(one), counts: one.until > now })) });
  });
  http.post('/admin/exceptions', express.json({ limit: '16kb' }), async (request, response) => {
    const asked = Asked.safeParse(request.body);
    if (!asked.success) {
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    }
    const { text, owner, reason, days } = asked.data;
    const [match, ...more] = distinct(deps.scan(text));
    if (!match || more.length > 0) {
      const problem = match
        ? 'the rules find several values in it: give one'
        : 'the rules find nothing in it';
      return void response.status(400).json({ result: 'not_one_value', problem });
    }
    const exception = await deps.exceptions.add({
      fingerprint: deps.fingerprint(match.kind, match.value),
      covers: match.kind,
      owner,
      reason,
      until: new Date(deps.clock().getTime() + days * DAY_MS),
    });
    response.status(201).json({ exception: shown(exception) });
  });
  http.delete('/admin/exceptions/:id', async (request, response) => {
    const id = toId(request.params.id);
    const asked = Ending.safeParse(request.query);
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    const ended = id && (await deps.exceptions.end(id, asked.data.by ?? BY_ADMIN));
    if (ended) return void response.json({ exception: shown(ended) });
    response
      .status(404)
      .json({ result: 'unknown', problem: 'there is no exception with this id that still counts' });
  });
}

/** Several rules may find one value. */
function distinct(matches: readonly Match[]): readonly { readonly kind: Kind; readonly value: string }[] {
  const known = new Map(matches.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }]));
  return [...known.values()].filter(({ kind }) => isKind(kind));
}

function shown({ id, covers, owner, reason, from, until }: Exception) {
  return { id, covers, owner, reason, from, until };
}
