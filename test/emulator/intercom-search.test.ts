import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

const START_S = 1787044000;

describe('listing and searching conversations', () => {
  let emulator: IntercomEmulator;
  let ids: readonly string[] = [];
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => (START_S + 100) * 1000 });
  });
  beforeEach(() => {
    emulator.reset();
    ids = Array.from({ length: 7 }, (_, i) => {
      const createdAt = new Date((START_S + i) * 1000);
      const source = { author: i % 2 ? 'lead' : 'user', body: `<p>order ${i}</p>` } as const;
      return emulator.seedConversation({ createdAt, source, state: i === 3 ? 'closed' : 'open' }).id;
    });
  });
  after(() => emulator.close());

  const search = (query: unknown, pagination?: unknown) =>
    call(emulator, 'POST', '/conversations/search', { body: { query, pagination } });
  const updatedAfter = (value: unknown) => ({ field: 'updated_at', operator: '>', value });
  const at = (...numbers: number[]) => numbers.map((i) => ids[i]);
  const found = (answer: { body: { conversations: readonly { id: string }[] } }) =>
    answer.body.conversations.map(({ id }) => id);

  it('lists conversations without parts, the newest update first', async () => {
    const answer = await call(emulator, 'GET', '/conversations?per_page=3');

    assert.equal(answer.status, 200);
    assert.equal(answer.body.type, 'conversation.list');
    assert.deepEqual(found(answer), at(6, 5, 4));
    assert.equal(answer.body.total_count, 7);
    assert.equal('conversation_parts' in (answer.body.conversations[0] ?? {}), false);
  });

  it('finds what was updated after a time, and not at it', async () => {
    const answer = await search(updatedAfter(START_S + 4));
    const asText = await search(updatedAfter(String(START_S + 4)));

    assert.deepEqual(found(answer), at(6, 5));
    assert.deepEqual(found(asText), at(6, 5));
  });

  it('pages by cursor to the end, each conversation once', async () => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const answer = await search(updatedAfter(START_S - 1), { per_page: 3, starting_after: cursor });
      pages.push(found(answer));
      assert.equal(answer.body.total_count, 7);
      assert.equal(answer.body.pages.page, pages.length);
      assert.equal(answer.body.pages.per_page, 3);
      assert.equal(answer.body.pages.total_pages, 3);
      cursor = answer.body.pages.next?.starting_after;
    } while (cursor !== undefined);

    assert.deepEqual(pages, [at(6, 5, 4), at(3, 2, 1), at(0)]);
  });

  it('pages through conversations that were updated in the same second', async () => {
    emulator.reset();
    const all = Array.from({ length: 5 }, () => emulator.seedConversation().id);

    const first = await search(updatedAfter(0), { per_page: 3 });
    const cursor = first.body.pages.next?.starting_after;
    const second = await search(updatedAfter(0), { per_page: 3, starting_after: cursor });

    assert.deepEqual([...found(first), ...found(second)].sort(), all.sort());
    assert.equal(second.body.pages.next, null);
  });

  it('finds a conversation again after a new part or a redaction', async () => {
    const { id } = emulator.addPart(ids[0] ?? '', { body: '<p>x</p>' });
    assert.deepEqual(found(await search(updatedAfter(START_S + 99))), at(0));
    emulator.redactMessage(ids[0] ?? '', id);

    assert.deepEqual(found(await search(updatedAfter(START_S + 99))), at(0));
  });

  for (const [what, query, expected] of [
    ['AND', { operator: 'AND', value: [updatedAfter(START_S + 2), updatedBefore(START_S + 5)] }, [4, 3]],
    ['OR', { operator: 'OR', value: [updatedAfter(START_S + 5), updatedBefore(START_S + 1)] }, [6, 0]],
    [
      'a group in a group',
      {
        operator: 'AND',
        value: [updatedAfter(START_S + 2), { operator: 'OR', value: [state('closed'), lead()] }],
      },
      [5, 3],
    ],
    ['!=', { field: 'state', operator: '!=', value: 'open' }, [3]],
    ['a boolean', { field: 'open', operator: '=', value: false }, [3]],
    ['one word of the source', { field: 'source.body', operator: '=', value: '5' }, [5]],
    ['no phrase of the source', { field: 'source.body', operator: '=', value: 'order 5' }, []],
  ] as const) {
    it(`understands ${what}`, async () => {
      const answer = await search(query);

      assert.deepEqual(found(answer), at(...expected));
    });
  }

  it('understands IN and NIN', async () => {
    const inList = await search({ field: 'id', operator: 'IN', value: at(1, 2) });
    const notInList = await search({ field: 'id', operator: 'NIN', value: at(0, 1, 2, 3, 4) });

    assert.deepEqual(found(inList), at(2, 1));
    assert.deepEqual(found(notInList), at(6, 5));
  });

  it('leaves tickets out without the scope to read them', async () => {
    const { id } = emulator.seedTicket();

    const withScope = await search(updatedAfter(START_S + 50));
    emulator.scopes.delete('read_tickets');
    const without = await search(updatedAfter(START_S + 50));

    assert.deepEqual(found(withScope), [id]);
    assert.deepEqual(found(without), []);
  });

  it('refuses what it does not understand', async () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? updatedAfter(0) : { operator: 'AND', value: [nested(depth - 1)] };
    const bodies = [
      {},
      { query: 'x' },
      { query: { field: 'colour', operator: '=', value: 'red' } },
      { query: { field: 'updated_at', operator: '>=', value: 1 } },
      { query: updatedAfter('yesterday') },
      { query: nested(3) },
      { query: { operator: 'OR', value: Array.from({ length: 16 }, () => updatedAfter(0)) } },
      { query: updatedAfter(0), pagination: { per_page: 151 } },
      { query: updatedAfter(0), pagination: { starting_after: 'x' } },
    ];

    for (const body of bodies) {
      const { status } = await call(emulator, 'POST', '/conversations/search', { body });
      assert.equal(status, 400, JSON.stringify(body));
    }
    assert.equal((await search(nested(2))).status, 200);
  });
});

function updatedBefore(value: number) {
  return { field: 'updated_at', operator: '<', value };
}

function state(value: string) {
  return { field: 'state', operator: '=', value };
}

function lead() {
  return { field: 'source.author.type', operator: '=', value: 'lead' };
}
