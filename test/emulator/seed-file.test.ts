import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  createIntercomEmulator,
  type IntercomEmulator,
  plantSeed,
  readSeed,
} from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

const SAMPLE = new URL('seed.yaml', import.meta.url);

describe('seed files', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator();
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const plant = (text: string) => {
    const reading = readSeed(text);
    assert.equal(reading.kind, 'read');
    return plantSeed(reading.seed, emulator);
  };
  const faults = (text: string) => {
    const reading = readSeed(text);
    return reading.kind === 'read'
      ? []
      : reading.faults.map(({ line, column, problem }) => `${line}:${column} ${problem}`);
  };

  it('plants the sample: conversations, side conversations, linked and other tickets', async () => {
    const { conversations, tickets } = plant(readFileSync(SAMPLE, 'utf8'));

    assert.equal(conversations.length, 3);
    assert.deepEqual(
      tickets.map(({ ticket }) => [ticket?.category, ticket?.linkedTo]),
      [
        ['Back-office', '215480037300001'],
        ['Customer', null],
      ],
    );
    const { body } = await call(emulator, 'GET', '/conversations/215480037300001');
    assert.equal(body.created_at, 1795167000);
    assert.equal(body.title, 'Declined card');
    assert.equal(body.custom_attributes['Issue type'], 'Billing');
    assert.equal(body.tags.tags[0]?.name, 'vip');
    assert.equal(String(body.team_assignee_id), '814860');
    assert.equal(body.source.id, '3098900001');
    assert.equal(body.conversation_parts.total_count, 4);
    assert.equal(body.conversation_parts.conversation_parts[1]?.attachments[0]?.name, 'statement.pdf');
    assert.equal(body.linked_objects.data[0]?.id, '215480037300003');
    const sides = await call(emulator, 'GET', '/conversations/215480037300001/side_conversations');
    assert.equal(sides.body.side_conversations[0]?.side_conversation_id, '215480037300002');
    assert.equal(conversations[2]?.source, null);
  });

  it('takes JSON, ids as numbers, and nothing at all', () => {
    const { conversations } = plant('{"conversations":[{"id":12345,"source":{"body":"<p>x</p>"}},{}]}');

    assert.equal(conversations[0]?.id, '12345');
    assert.equal(conversations[0]?.source?.body, '<p>x</p>');
    assert.deepEqual(plant(''), { conversations: [], tickets: [] });
  });

  for (const [what, text, expected] of [
    [
      'a field that there is not',
      'conversations:\n  - source: { text: hi }\n',
      ['2:21 `conversations[0].source.text` is no field of a seed'],
    ],
    ['a list that is none', 'conversations:\n  parts: []\n', ['2:3 `conversations` has to be of type array']],
    [
      'a body that is none',
      'conversations:\n  - parts:\n      - body: 4111\n',
      ['3:15 `conversations[0].parts[0].body` has to be of type string'],
    ],
    [
      'a state that there is not',
      'conversations: [{ state: asleep }]',
      ['1:26 `conversations[0].state` has to be one of open, closed, snoozed'],
    ],
    [
      'an author that there is not',
      'tickets:\n  - contact: nobody\n',
      [
        '2:14 `tickets[0].contact` has to be user, lead, admin or bot, or fields with a `type`, of `id`, `name`, `email`, `externalId`',
      ],
    ],
    [
      'a person with a field that there is not',
      'tickets:\n  - contact: { type: user, nam: Sam }\n',
      ['2:33 `tickets[0].contact.nam` is no field of a seed'],
    ],
    [
      'a time that is none',
      'conversations: [{ createdAt: yesterday }]',
      ['1:30 `conversations[0].createdAt` has to be a time such as 2026-11-20T09:30:00Z'],
    ],
    [
      'an id of which digits are lost',
      'conversations:\n  - id: 12345678901234567890\n',
      ['2:9 `conversations[0].id` has to be an id in quotes'],
    ],
    [
      'an id that stands twice',
      'conversations:\n  - id: 7\ntickets:\n  - id: "7"\n',
      ['4:9 `tickets[0].id` stands twice in this file'],
    ],
    [
      'what is no YAML',
      'conversations:\n  - "unclosed\n',
      [
        '3:1 this is neither YAML nor JSON (MISSING_CHAR): look at indentation, quotes and brackets here and before',
      ],
    ],
    [
      'several faults at once',
      'a: 1\nb: 2\n',
      ['1:4 `a` is no field of a seed', '2:4 `b` is no field of a seed'],
    ],
  ] as const) {
    it(`refuses ${what}, with its place and without its value`, () => {
      assert.deepEqual(faults(text), expected);
    });
  }

  it('refuses an alias without its anchor', () => {
    assert.equal(faults('conversations: [*one]').length, 1);
  });
});
