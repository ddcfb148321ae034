// For how long personal data could be read: from when it was said to when its removal was proven.

import type { Finding } from '../outcome.ts';
import { isOpen } from './card.ts';
import type { Field } from './layout.ts';
import { type Line, time } from './pieces.ts';
import { duration } from './quantities.ts';

/** Of one finding, to stand after its state: `, said …` or ` after 41 min`; empty where it is not known. */
export function exposureOf(finding: Finding): Line {
  if (isOpen(finding) && finding.provenAt === undefined) return [', said ', time(finding.saidAt)];
  return finding.provenAt === undefined
    ? []
    : [` after ${duration(msVisible(finding.saidAt, finding.provenAt))}`];
}

/**
 * Of a whole card: since when, while any finding is open; else the longest time of all.
 * Undefined where none is known.
 */
export function exposureOfAll(findings: readonly Finding[]): Field | undefined {
  const open = findings
    .filter((finding) => isOpen(finding) && finding.state !== 'attachments')
    .map((finding) => finding.saidAt.getTime());
  if (open.length > 0)
    return { label: 'Still visible', value: ['since ', time(new Date(Math.min(...open)))] };

  const proven = findings.flatMap(({ saidAt, provenAt }) =>
    provenAt === undefined ? [] : [{ saidAt, provenAt }],
  );
  if (proven.length === 0) return undefined;
  const longest = Math.max(...proven.map(({ saidAt, provenAt }) => msVisible(saidAt, provenAt)));
  const last = Math.max(...proven.map(({ provenAt }) => provenAt.getTime()));
  return { label: 'Was visible', value: [`for ${duration(longest)}, until `, time(new Date(last))] };
}

function msVisible(saidAt: Date, provenAt: Date): number {
  return provenAt.getTime() - saidAt.getTime();
}
