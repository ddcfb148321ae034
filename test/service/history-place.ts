// A workspace whose history holds a card number in each conversation, and what must be true of it at the end.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { until } from '../support/until.ts';
import { ADMIN_TOKEN, type Shown } from './ask-backfill.ts';
import { type Surroundings, type SurroundingsOptions, someSurroundings } from './service-process.ts';
import { CARD, isRedacted } from './world.ts';

export const COUNT = 40;
const HOUR_MS = 3_600_000;
export const SEARCH = '/conversations/search';
export const CONVERSATION = /^\/conversations\/\d+$/;

export type Seeded = Pick<Surroundings, 'intercom'>;
export interface Planted {
  readonly id: string;
  readonly part: string;
}

/** Old ones that Intercom told nobody of, each with one card number. */
export function plant({ intercom }: Seeded, count = COUNT): readonly Planted[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = new Date(Date.now() - HOUR_MS - index * 60_000);
    const { id } = intercom.seedConversation({ createdAt, quiet: true, source: { body: '<p>Hello</p>' } });
    return { id, part: intercom.addPart(id, { body: CARD, createdAt, quiet: true }).id };
  });
}

export async function aPlace(context: TestContext, sweepEvery: string, options: SurroundingsOptions = {}) {
  const surroundings = await someSurroundings(context, {
    ...options,
    env: { ADMIN_TOKEN, SWEEP_EVERY: sweepEvery, SWEEP_LOOKBACK: '1d' },
  });
  return { ...surroundings, planted: plant(surroundings) };
}

export async function untilAllRedacted({ intercom }: Seeded, planted: readonly Planted[]): Promise<void> {
  const left = () => planted.filter(({ id, part }) => !isRedacted({ intercom }, id, part)).length;
  await until(() => left() === 0, 'all to be redacted', 90_000);
}

export function assertOnce({ intercom }: Seeded, planted: readonly Planted[]): void {
  const redacted = planted.map(({ id }) => intercom.conversation(id)?.parts.filter((part) => part.redacted));
  assert.ok(redacted.every((parts) => parts?.length === 1));
}

export function assertExact({ counts }: Shown): void {
  assert.deepEqual(
    [counts.conversations, counts.messages, counts.findings, counts.taken, counts.unread],
    [COUNT, 2 * COUNT, COUNT, COUNT, 0],
  );
}

/** Waits for as many, so that what comes before them is done. */
export function holdReadings({ intercom }: Seeded, after: number) {
  let met = 0;
  const where = () => ++met > after;
  return intercom.faults.add({ kind: 'hang', match: { method: 'GET', path: CONVERSATION, where } });
}
