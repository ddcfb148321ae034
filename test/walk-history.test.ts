// Whatever order Intercom lists in, and whatever changes while its pages are read, nothing that stays is skipped.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Found, FoundConversation, UpdatedWithin } from '../src/intercom/search.ts';
import { type Search, type Slice, walkHistory } from '../src/walk-history.ts';
import { id } from './support/builders.ts';

const NOW_S = 1_787_000_000;

interface Index {
  readonly search: Search;
  readonly updated: Map<string, number>;
  readonly asked: UpdatedWithin[];
}

type Order = 'ascending' | 'descending' | 'by_id';

/** Pages by offset, as the worst of all could: a change moves what comes after it to another page. */
function anIndex(
  times: readonly number[],
  { order = 'ascending' as Order, perPage = 150, change = () => {} } = {},
): Index {
  const updated = new Map(times.map((time, index) => [`${index}`, time]));
  const asked: UpdatedWithin[] = [];
  const search: Search = async (within, after): Promise<Found> => {
    asked.push(within);
    const all = [...updated]
      .filter(([, time]) => time >= within.fromS && time <= (within.untilS ?? Number.POSITIVE_INFINITY))
      .toSorted(([one, oneS], [other, otherS]) =>
        order === 'by_id'
          ? Number(one) - Number(other)
          : order === 'ascending'
            ? oneS - otherS
            : otherS - oneS,
      );
    const from = Number(after ?? 0);
    const conversations = all.slice(from, from + perPage).map(
      ([name, updatedS]): FoundConversation => ({
        conversationId: id(name),
        updatedS,
        createdS: undefined,
        circumstances: NONE,
      }),
    );
    change();
    const next = from + perPage < all.length ? `${from + perPage}` : undefined;
    return { kind: 'found', conversations, total: all.length, next, sentAt: undefined };
  };
  return { search, updated, asked };
}

const NONE = { channel: undefined, teamId: undefined, adminId: undefined, tags: undefined, isClosed: false };

async function walked(search: Search, fromS: number): Promise<readonly Slice[]> {
  const slices: Slice[] = [];
  for await (const slice of walkHistory(search, { fromS, nowS: NOW_S })) slices.push(slice);
  return slices;
}

const idsIn = (slices: readonly Slice[]): ReadonlySet<string> =>
  new Set(
    slices.flatMap((slice) =>
      slice.kind === 'slice' ? slice.conversations.map(({ conversationId }) => conversationId) : [],
    ),
  );

describe('walking through history', () => {
  it('gives few conversations in one slice, with two questions at most', async () => {
    const { search, asked } = anIndex([NOW_S - 10, NOW_S - 20, NOW_S - 90_000]);

    const slices = await walked(search, NOW_S - 86_400);

    assert.deepEqual([...idsIn(slices)].toSorted(), ['0', '1']);
    assert.equal(asked.length, 1);
  });

  for (const order of ['ascending', 'descending', 'by_id'] as const)
    it(`gives many conversations in slices, each at least once, listed ${order}`, async () => {
      const times = Array.from({ length: 12_000 }, (_, index) => NOW_S - 30 * 86_400 + index * 200);
      const { search, asked } = anIndex(times, { order });

      const slices = await walked(search, NOW_S - 31 * 86_400);

      assert.equal(idsIn(slices).size, 12_000);
      const most = Math.max(
        ...slices.map((slice) => (slice.kind === 'slice' ? slice.conversations.length : 0)),
      );
      assert.ok(most <= 1_600, `${most} at once`);
      assert.ok(asked.length < 1.6 * (12_000 / 150), `${asked.length} questions`);
    });

  it('ends where thousands were updated in the same minute', async () => {
    const { search } = anIndex(Array.from({ length: 4_000 }, () => NOW_S - 500));

    assert.equal(idsIn(await walked(search, NOW_S - 1_000)).size, 4_000);
  });

  it('finds what a clock before ours would say is of the future', async () => {
    const { search } = anIndex([NOW_S + 3_600]);

    assert.equal(idsIn(await walked(search, NOW_S - 1_000)).size, 1);
  });

  it('skips nothing that stays while others move to other pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 20 * 86_400 }), { minLength: 1, maxLength: 3_000 }),
        fc.constantFrom<Order>('ascending', 'descending', 'by_id'),
        fc.infiniteStream(fc.nat()),
        async (ages, order, chance) => {
          const times = ages.map((age) => NOW_S - age);
          const moved = new Set<string>();
          const index: Index = anIndex(times, {
            order,
            change() {
              const some = chance.next().value ?? 0;
              if (some % 6 !== 0) return;
              const name = `${some % times.length}`;
              moved.add(name);
              index.updated.set(name, NOW_S + moved.size);
            },
          });

          const seen = idsIn(await walked(index.search, NOW_S - 21 * 86_400));

          assert.deepEqual(
            times.map((_, at) => `${at}`).filter((name) => !moved.has(name) && !seen.has(name)),
            [],
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses pages that have no end, whether they repeat or are empty', async () => {
    for (const isEmpty of [true, false]) {
      const { search } = anIndex([NOW_S - 10, NOW_S - 20]);
      let pages = 0;
      const endless: Search = async (within, after) => {
        pages += 1;
        const found = await search(within, after === undefined ? undefined : '0');
        if (found.kind !== 'found') return found;
        return { ...found, conversations: isEmpty ? [] : found.conversations, total: 5, next: `${pages}` };
      };

      assert.deepEqual(await walked(endless, NOW_S - 1_000), [
        { kind: 'refused', refusal: { kind: 'unavailable', cause: 'not_json' } },
      ]);
      assert.ok(pages < 100, `${pages} pages`);
    }
  });

  it('gives all, each slice once, where the count is missing or wrong', async () => {
    const times = Array.from({ length: 3_000 }, (_, index) => NOW_S - 3 * 86_400 + index * 80);
    for (const total of [undefined, 0, 1_000_000]) {
      const { search, asked } = anIndex(times);
      const lying: Search = async (within, after) => {
        const found = await search(within, after);
        return found.kind === 'found' ? { ...found, total } : found;
      };

      const slices = await walked(lying, NOW_S - 4 * 86_400);

      assert.equal(idsIn(slices).size, 3_000);
      assert.ok(asked.length < 60_000, `${asked.length} questions`);
    }
  });

  it('gives one that stands on several pages once', async () => {
    const { search } = anIndex([NOW_S - 10, NOW_S - 20, NOW_S - 30]);
    const doubling: Search = async (within, after) => {
      const found = await search(within, after);
      return found.kind === 'found'
        ? { ...found, conversations: [...found.conversations, ...found.conversations] }
        : found;
    };

    const [slice] = await walked(doubling, NOW_S - 1_000);

    assert.equal(slice?.kind === 'slice' && slice.conversations.length, 3);
  });

  it('says why it cannot go on', async () => {
    const slices = await walked(async () => ({ kind: 'denied', scope: 'read_conversations' }), 0);

    assert.deepEqual(slices, [{ kind: 'refused', refusal: { kind: 'denied', scope: 'read_conversations' } }]);
  });
});
