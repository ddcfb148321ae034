// A card about the service as a whole: why nothing is redacted at all, and who can end it.

import { unreachable } from '../errors.ts';
import type { ServiceProblem } from '../outcome.ts';
import type { ServiceCard } from './card.ts';
import { footer } from './footer.ts';
import type { Field, Layout } from './layout.ts';
import { time } from './pieces.ts';
import { count, duration } from './quantities.ts';

interface Wording {
  readonly headline: string;
  readonly was: string;
  readonly why: string;
  readonly step: string;
}

export function serviceLayout(card: ServiceCard, now: Date): Layout {
  const { headline, was, step } = wording(card.problem);
  const over = card.until !== undefined;
  return {
    symbol: over ? 'done' : 'failed',
    headline: over
      ? `${stops(card.problem) ? 'Redaction works again' : 'All is well again'} (was: ${was})`
      : headline,
    lead: [lead(card)],
    fields: fields(card),
    items: [],
    more: 0,
    steps: over ? [] : [step],
    buttons: [],
    openUrl: undefined,
    footer: footer(card.noticeId, now),
  };
}

function lead({ problem, waiting, until }: ServiceCard): string {
  if (!stops(problem)) return until === undefined ? 'Redaction goes on.' : overLead(problem);
  const messages = count(waiting, 'message');
  if (until !== undefined)
    return waiting === 0 ? 'Nothing waits any more.' : `${messages} that waited can be redacted now.`;
  return waiting === 0
    ? 'No message waits yet.'
    : `${messages} with personal data still visible: redaction waits for this.`;
}

function overLead(problem: ServiceProblem): string {
  return problem === 'rules_refused' ? 'The new rules are in use.' : 'Deletions that are approved go on.';
}

function fields(card: ServiceCard): Field[] {
  const since = { label: 'Since', value: [time(card.since)] };
  if (card.until === undefined) return [since, { label: 'Why', value: [wording(card.problem).why] }];
  const lasted = duration(card.until.getTime() - card.since.getTime());
  return [since, { label: 'Until', value: [time(card.until), `, for ${lasted}`] }];
}

/** Whether nothing is redacted while it lasts. */
function stops(problem: ServiceProblem): boolean {
  return problem !== 'rules_refused' && problem !== 'deletions_used_up';
}

function wording(problem: ServiceProblem): Wording {
  switch (problem) {
    case 'intercom_unauthorised':
      return {
        headline: 'Redaction has stopped: Intercom refuses the access token',
        was: 'Intercom refused the access token',
        why: 'The token is revoked, expired or mistyped, or INTERCOM_REGION names the wrong region.',
        step:
          'In the Intercom Developer Hub (your app, Configure, Authentication) copy the access token into ' +
          'INTERCOM_ACCESS_TOKEN, check INTERCOM_REGION, and restart. What waits is redacted then.',
      };
    case 'intercom_other_workspace':
      return {
        headline: 'Redaction has stopped: the access token belongs to another workspace',
        was: 'the access token belonged to another workspace',
        why: 'Webhooks arrive from a workspace that the access token cannot reach.',
        step:
          'Put the access token of the workspace that sends the webhooks into INTERCOM_ACCESS_TOKEN, and restart. ' +
          'What waits is redacted then.',
      };
    case 'rules_refused':
      return {
        headline: 'New rules are refused: the ones before stay in use',
        was: 'new rules were refused',
        why: 'A pack in the rules folder has a fault. Messages are still redacted, by the rules before the change.',
        step:
          'Run `npm run -s redactor -- rules check` on the folder, which names file, line and remedy, and mend it. ' +
          'The service reads it again by itself.',
      };
    case 'deletions_used_up':
      return {
        headline: 'Deletions have stopped: as many conversations were deleted as may be',
        was: 'deletions had stopped',
        why: 'The policy sets how many conversations may be deleted in an hour and in a day.',
        step: 'Look at why there are so many. What is approved is deleted when the hour or the day is over; to keep a conversation, mend the policy before that.',
      };
    default:
      return unreachable(problem);
  }
}
