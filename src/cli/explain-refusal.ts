// What Intercom's refusal of a call means for whoever set this up, and what to do about it.

import { unreachable } from '../errors.ts';
import type { Refusal } from '../intercom/refusal.ts';
import type { Scope } from '../outcome.ts';
import { permissionName } from '../slack/intercom-permission.ts';

export interface Explained {
  readonly state: 'warn' | 'fail';
  readonly reason: string;
  readonly todo: string;
}

export function explainRefusal(refused: Refusal): Explained {
  switch (refused.kind) {
    case 'unauthorised':
      return {
        state: 'fail',
        reason: 'Intercom refuses the access token',
        todo: 'Put a valid one into INTERCOM_ACCESS_TOKEN, and check INTERCOM_REGION: the wrong region refuses it too.',
      };
    case 'denied':
      return { state: 'fail', ...explainDenied(refused.scope) };
    case 'rate_limited':
      return { state: 'warn', reason: 'too many requests just now', todo: 'Run it again in a minute.' };
    case 'unavailable':
      if (refused.cause === 'not_json')
        return {
          state: 'fail',
          reason: 'what answers is not the API of Intercom: it gives no JSON',
          todo: 'Check INTERCOM_API_URL, and whether a proxy answers in its place.',
        };
      return {
        state: 'fail',
        reason: `Intercom cannot be reached (${refused.cause})`,
        todo: 'Check INTERCOM_REGION or INTERCOM_API_URL, and the network from here.',
      };
    case 'rejected':
      return {
        state: 'fail',
        reason: `refused with status ${refused.status} (${refused.code})`,
        todo: 'Check INTERCOM_API_VERSION; 2.16 has all that is needed.',
      };
    case 'gone':
      return { state: 'fail', reason: 'Intercom does not have it', todo: 'Check INTERCOM_API_URL.' };
    default:
      return unreachable(refused);
  }
}

function explainDenied(scope: Scope): Pick<Explained, 'reason' | 'todo'> {
  if (scope === 'plan')
    return {
      reason: 'the plan does not allow it',
      todo: "Ask an Intercom admin about the workspace's subscription.",
    };
  if (scope === 'unknown')
    return {
      reason: 'refused for want of a permission that Intercom did not name',
      todo: 'Compare the permissions in the Intercom Developer Hub: your app > Configure > Authentication > Edit.',
    };
  return {
    reason: `the permission ${scope} is missing`,
    todo: `Tick “${permissionName(scope)}” in the Intercom Developer Hub: your app > Configure > Authentication > Edit.`,
  };
}
