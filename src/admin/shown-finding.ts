// A finding as the admin API shows it: ids, enums, counts and times only.

import type { Finding } from '../outcome.ts';

export const UNKNOWN_FINDING = {
  result: 'unknown',
  problem: 'there is no finding with this id: see findings list',
};

export function shownFinding(finding: Finding): object {
  const { id: findingId, workspaceId, conversationId, messageId, resource, authorType, origin } = finding;
  const { rules, state, outcome, attempts, saidAt, seenAt, actedAt, provenAt, actAt, plan } = finding;
  return {
    id: findingId,
    workspace_id: workspaceId,
    conversation_id: conversationId,
    resource,
    message_id: messageId,
    author: authorType,
    origin,
    rules,
    state,
    outcome: outcome ?? null,
    plan,
    attempts,
    said_at: saidAt,
    seen_at: seenAt,
    act_at: actAt ?? null,
    acted_at: actedAt ?? null,
    proven_at: provenAt ?? null,
  };
}
