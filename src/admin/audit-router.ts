// The audit over HTTP: in pages, each row with the hash that chains it, and the proof that none was changed.

import type { Express } from 'express';
import { z } from 'zod';
import type { Audit, AuditRow } from '../store/audit.ts';
import { wrongRequest } from './wrong-request.ts';

const PAGE = 500;
const Asked = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

export function mountAudit(http: Express, audit: Pick<Audit, 'after' | 'verify'>): void {
  http.get('/admin/audit', async (request, response) => {
    const asked = Asked.safeParse(request.query);
    if (!asked.success)
      return void response.status(400).json({ result: 'wrong_request', problem: wrongRequest(asked.error) });
    response.json({ rows: (await audit.after(asked.data.after, PAGE)).map(shown) });
  });
  http.get('/admin/audit/verify', async (_request, response) => {
    const verified = await audit.verify();
    response.json(
      verified.kind === 'whole'
        ? { result: 'whole', rows: verified.rows }
        : { result: 'broken', number: verified.number },
    );
  });
}

function shown({
  number,
  at,
  actor,
  action,
  workspaceId,
  conversationId,
  subjectId,
  result,
  hash,
}: AuditRow) {
  return {
    number,
    at,
    actor,
    action,
    workspace_id: workspaceId,
    conversation_id: conversationId,
    subject_id: subjectId,
    result,
    hash,
  };
}
