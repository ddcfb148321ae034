// What whoever holds ADMIN_TOKEN may ask of the running service over HTTP. Off without a token.

import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Approval } from '../approval.ts';
import type { Approvers } from '../approvers.ts';
import { type AuditAction, BY_ADMIN } from '../audit.ts';
import { unreachable } from '../errors.ts';
import { type Id, NO_ID, toId } from '../message.ts';
import type { Approvals } from '../store/approvals.ts';
import type { Audit } from '../store/audit.ts';
import type { Dismissals } from '../store/dismissals.ts';
import type { JobCounter } from '../store/jobs.ts';
import { approverFault } from './approver-fault.ts';
import { mountAudit } from './audit-router.ts';
import { type BackfillsRouterDependencies, mountBackfills } from './backfills-router.ts';
import { mountDismissals } from './dismissals-router.ts';
import { type ExceptionsRouterDependencies, mountExceptions } from './exceptions-router.ts';
import { type FindingsRouterDependencies, mountFindings } from './findings-router.ts';
import { mountJobs } from './jobs-router.ts';
import { mountPauses, type PausesRouterDependencies } from './pauses-router.ts';
import { mountStatus, type StatusRouterDependencies } from './status-router.ts';
import { mountSweeps, type SweepsRouterDependencies } from './sweeps-router.ts';
import { UserId } from './user-id.ts';
import { wrongRequest } from './wrong-request.ts';

export interface AdminDependencies {
  /** Undefined: there is no admin API. */
  readonly token: string | undefined;
  /** Who may say yes or no to a deletion. With nobody, nothing is deleted. */
  readonly approvers: Approvers;
  readonly approvals: Approvals;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  readonly exceptions: ExceptionsRouterDependencies;
  readonly pauses: PausesRouterDependencies;
  readonly findings: FindingsRouterDependencies;
  readonly dismissals: Dismissals;
  readonly audit: Pick<Audit, 'add' | 'after' | 'verify'>;
  readonly jobs: JobCounter;
  readonly status: StatusRouterDependencies;
  readonly sweeps: SweepsRouterDependencies;
  readonly backfills: BackfillsRouterDependencies;
  readonly clock: () => Date;
}

const id = z.union([z.string(), z.number()]).transform((value, context) => {
  const given = toId(value);
  if (!given) context.addIssue({ code: 'custom', message: 'is no id' });
  return given as Id;
});
/** Intercom's are digits; what somebody wrote by mistake is not kept as one. */
const conversationId = id.refine((given) => /^\d{1,20}$/.test(given), 'is no id of a conversation');
const Asking = z.strictObject({
  conversation_id: conversationId,
  by: id,
  retain_metrics: z.boolean().default(true),
});
const Answer = z.strictObject({
  verdict: z.enum(['approve', 'refuse']),
  by: id,
  retain_metrics: z.boolean().optional(),
});

export function mountAdmin(http: Express, deps: AdminDependencies): void {
  if (deps.token === undefined) return;
  const json = express.json({ limit: '16kb' });
  http.use('/admin', bearer(deps.token));
  mountExceptions(http, deps.exceptions);
  mountPauses(http, deps.pauses);
  mountFindings(http, deps.findings);
  mountDismissals(http, deps);
  mountAudit(http, deps.audit);
  mountJobs(http, deps.jobs);
  mountStatus(http, deps.status);
  mountSweeps(http, deps.sweeps);
  mountBackfills(http, deps.backfills);
  http.get('/admin/approvals', async (_request, response) => {
    response.json({ approvals: (await deps.approvals.pending()).map(shown) });
  });
  http.post('/admin/approvals', json, async (request, response) => {
    const asked = Asking.safeParse(request.body);
    const workspaceId = deps.workspace();
    if (!asked.success) return refuse(response, 400, 'wrong_request', wrongRequest(asked.error));
    if (!workspaceId) return refuse(response, 503, 'no_workspace', NO_WORKSPACE);
    const { conversation_id: conversationId, by, retain_metrics: retainMetrics } = asked.data;
    const fault = await approverFault(deps.approvers, by);
    if (fault) {
      await keepRefused(deps, 'ask_deletion', by);
      return refuse(response, 403, 'not_an_approver', fault);
    }
    const approval = await deps.approvals.ask({ workspaceId, conversationId, retainMetrics, askedBy: by });
    response.status(201).json({ approval: shown(approval) });
  });
  http.post('/admin/approvals/:id', json, async (request, response) => {
    const answer = Answer.safeParse(request.body);
    const approvalId = toId(request.params.id);
    if (!answer.success || !approvalId)
      return refuse(
        response,
        400,
        'wrong_request',
        answer.error ? wrongRequest(answer.error) : 'the id is none',
      );
    const { verdict, by, retain_metrics: retainMetrics } = answer.data;
    const fault = await approverFault(deps.approvers, by);
    if (fault) {
      const about = await deps.approvals.read(approvalId);
      await keepRefused(deps, verdict === 'approve' ? 'approve_deletion' : 'refuse_deletion', by, about);
      return refuse(response, 403, 'not_an_approver', fault);
    }
    const answered = await deps.approvals.decide(approvalId, verdict, by, retainMetrics);
    switch (answered.kind) {
      case 'taken':
        return void response.json({ approval: shown(answered.approval) });
      case 'late':
        return void response.status(409).json({
          result: 'late',
          problem: `it is ${answered.approval.state} already${answered.approval.decidedBy ? `, by ${answered.approval.decidedBy}` : ''}`,
          approval: shown(answered.approval),
        });
      case 'unknown':
        return refuse(
          response,
          404,
          'unknown',
          'there is no request with this id; give all of it, as the list of those that wait shows it',
        );
      default:
        return unreachable(answered);
    }
  });
}

const NO_WORKSPACE = 'Intercom has not said yet whose token it is: see /readyz';

type Response = Parameters<RequestHandler>[1];

function refuse(response: Response, status: number, result: string, problem: string): void {
  response.status(status).json({ result, problem });
}

/** Compares digests, so that the time does not tell how much of a token is right. */
function bearer(token: string): RequestHandler {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next();
    response
      .status(401)
      .json({ result: 'unauthorised', problem: 'send the header Authorization: Bearer ADMIN_TOKEN' });
  };
}

function shown(approval: Approval) {
  const { goesWith, outcome, ...rest } = approval;
  return {
    id: rest.id,
    conversation_id: rest.conversationId,
    state: rest.state,
    retain_metrics: rest.retainMetrics,
    asked_by: rest.askedBy,
    asked_at: rest.askedAt,
    expires_at: rest.expiresAt,
    decided_by: rest.decidedBy ?? null,
    decided_at: rest.decidedAt ?? null,
    goes_with: goesWith
      ? {
          parts: goesWith.parts,
          side_conversations: goesWith.sideConversations ?? null,
          back_office_tickets: goesWith.backOfficeTickets ?? null,
        }
      : null,
    outcome: outcome?.kind ?? null,
    proven_at: rest.provenAt ?? null,
  };
}

/** Whoever may not is in the audit too, but nothing that they may have typed by mistake. */
async function keepRefused(
  { audit, clock }: AdminDependencies,
  action: AuditAction,
  by: Id,
  about?: Approval,
): Promise<void> {
  await audit.add({
    at: clock(),
    actor: UserId.safeParse(by).data ?? BY_ADMIN,
    action,
    workspaceId: about?.workspaceId ?? NO_ID,
    conversationId: about?.conversationId ?? NO_ID,
    subjectId: about?.id ?? NO_ID,
    result: 'refused',
  });
}
