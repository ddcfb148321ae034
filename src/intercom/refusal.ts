// Answers that say the same whatever was asked for.

import type { Outcome } from '../outcome.ts';
import { errorCode, missingScope } from './replies.ts';

export type Refusal = Extract<
  Outcome,
  { kind: 'unauthorised' | 'denied' | 'rejected' | 'rate_limited' | 'unavailable' | 'gone' }
>;

/** For any status but 200; 404 only where it does not mean that the conversation is gone. */
export function refusal(
  status: number,
  body: unknown,
): Extract<Refusal, { kind: 'unauthorised' | 'denied' | 'rejected' }> {
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 403) return { kind: 'denied', scope: missingScope(body) };
  return { kind: 'rejected', status, code: errorCode(body) };
}
