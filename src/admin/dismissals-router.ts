// That a finding is no personal data, over HTTP: for approvers, as the button of its card is.

import express, { type Express } from 'express';
import { z } from 'zod';
import type { Approvers } from '../approvers.ts';
import { unreachable } from '../errors.ts';
import { EXCEPTION_REASONS } from '../exception.ts';
import { toId } from '../message.ts';
import { EXCEPTION_DAYS } from '../press.ts';
import type { Dismissals } from '../store/dismissals.ts';
import { approverFault } from './approver-fault.ts';
import { shownFinding, UNKNOWN_FINDING } from './shown-finding.ts';
import { UserId } from './user-id.ts';
import { wrongRequest } from './wrong-request.ts';

export interface DismissalsRouterDependencies {
  readonly dismissals: Dismissals;
  readonly approvers: Approvers;
}

const Asked = z.strictObject({
  by: UserId,
  reason: z.enum(EXCEPTION_REASONS, { error: () => `must be ${EXCEPTION_REASONS.join(' or ')}` }),
  days: z.literal(EXCEPTION_DAYS, { error: () => `must be ${EXCEPTION_DAYS.join(' or ')}` }).default(90),
});

export function mountDismissals(
  http: Express,
  { dismissals, approvers }: DismissalsRouterDependencies,
): void {
  http.post('/admin/findings/:id/dismiss', express.json({ limit: '16kb' }), async (request, response) => {
    const id = toId(request.params.id);
    const asked = Asked.safeParse(request.body);
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    const problem = await approverFault(approvers, asked.data.by);
    if (problem) {
      if (id) await dismissals.refused(id, asked.data.by);
      return void response.status(403).json({ result: 'not_an_approver', problem });
    }
    const dismissed = id ? await dismissals.dismiss(id, asked.data) : ({ kind: 'unknown' } as const);
    switch (dismissed.kind) {
      case 'dismissed':
        return void response.json({ finding: shownFinding(dismissed.finding) });
      case 'late':
        return void response.status(409).json(LATE);
      case 'over':
        return void response.status(409).json(OVER);
      case 'unknown':
        return void response.status(404).json(UNKNOWN_FINDING);
      default:
        return unreachable(dismissed);
    }
  });
}

const LATE = {
  result: 'late',
  problem: 'somebody pressed a button of its card at the same time: see findings show, and ask again',
};
const OVER = {
  result: 'over',
  problem: 'there is nothing left to dismiss: it is open no more, or no rule matched in it',
};
