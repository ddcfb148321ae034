// What a card says, in one word or two: kept with the notice, so that its thread is told of what changed, once.

import type { ApprovalState } from '../approval.ts';
import { unreachable } from '../errors.ts';
import type { Finding } from '../outcome.ts';
import { type Card, cardStanding, isTrouble, type Standing, standingOf, type Trouble } from './card.ts';

/** As a standing, but what is tried again by itself is told from what was given up. */
export type FaceStanding = Standing | 'retrying' | 'given_up' | 'storm' | 'calm' | 'over';

export interface Face {
  readonly standing: FaceStanding;
  readonly approval: ApprovalState | 'none';
}

/** Undefined for a card without a thread. */
export function faceOf(card: Card): Face | undefined {
  switch (card.kind) {
    case 'conversation':
      return { standing: standingFace(card.findings), approval: card.approval?.state ?? 'none' };
    case 'storm': {
      const standing = openOf(card) === 0 ? 'over' : card.until ? 'calm' : 'storm';
      return { standing, approval: 'none' };
    }
    case 'service':
    case 'digest':
      return undefined;
    default:
      return unreachable(card);
  }
}

export function writeFace({ standing, approval }: Face): string {
  return `${standing}.${approval}`;
}

/** Undefined when it is none: what it was before is not known. */
export function readFace(text: string | undefined): Face | undefined {
  const [standing, approval] = (text ?? '').split('.');
  // Only what `writeFace` wrote is kept.
  return standing && approval ? ({ standing, approval } as Face) : undefined;
}

const EXPOSED: ReadonlySet<FaceStanding> = new Set([
  'failed',
  'retrying',
  'given_up',
  'unredactable',
  'parked',
  'unscanned',
  'attachments',
  'storm',
  'calm',
]);

/** Personal data is visible, or may be, and people were told so. */
export function isExposed({ standing }: Face): boolean {
  return EXPOSED.has(standing);
}

/** Nothing is under way either: worth a word to everybody when that changes. */
export function isAtRest(face: Face): boolean {
  return !isExposed(face) && face.standing !== 'pending';
}

/** What needs telling to begin with. */
export function isWorthACard(face: Face): boolean {
  return isExposed(face) || isAsked(face) || isCarriedOut(face);
}

/** A person approved its deletion, and that is over, well or not: however quickly, it is told. */
export function isCarriedOut({ approval }: Face): boolean {
  return approval === 'deleted' || approval === 'failed';
}

/** Its deletion is asked for, or under way. */
export function isAsked({ approval }: Face): boolean {
  return approval === 'open' || approval === 'approved';
}

/** How many conversations of a storm are open. */
export function openOf({ standings }: Extract<Card, { kind: 'storm' }>): number {
  return (Object.keys(standings) as Standing[])
    .filter((standing) => isTrouble(standing) || standing === 'pending')
    .reduce((sum, standing) => sum + (standings[standing] ?? 0), 0);
}

function standingFace(findings: readonly Finding[]): FaceStanding {
  const standing = cardStanding(findings);
  if (standing !== 'failed') return standing;
  const failed = findings.filter((finding) => standingOf(finding) === 'failed');
  if (failed.every(({ state }) => state === 'waiting')) return 'retrying';
  return failed.some(isGivenUp) ? 'given_up' : 'failed';
}

/** It was no refusal: there was no answer for so long. */
function isGivenUp({ state, outcome }: Finding): boolean {
  const kinds: readonly (string | undefined)[] = ['unavailable', 'rate_limited', 'unauthorised'];
  return state === 'failed' && kinds.includes(outcome?.kind);
}

/** Whether it may wait for the morning. */
export function canWait({ standing, approval }: Face): boolean {
  const low: readonly FaceStanding[] = [
    'unredactable',
    'unscanned',
    'attachments',
  ] satisfies readonly Trouble[];
  return low.includes(standing) && approval !== 'open' && approval !== 'approved' && approval !== 'failed';
}
