import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AUTHOR_TYPES } from '../../src/message.ts';
import { type Event, toEvent } from '../../src/webhook/event.ts';
import { parseNotification } from '../../src/webhook/notification.ts';

const SAMPLES = join(import.meta.dirname, '../samples');
const NOW = new Date('2026-08-18T10:00:00.000Z');

function read(name: string): Event {
  return eventOf(readFileSync(join(SAMPLES, `notification-${name}.json`)));
}

function eventOf(rawBody: Buffer): Event {
  const notification = parseNotification(rawBody);
  assert.ok(typeof notification === 'object');
  const event = toEvent(notification, NOW);
  assert.ok(event);
  return event;
}

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'conversation.user.created': ['source 3098817742 contact'],
  'conversation.user.created.v2_15-plaintext': ['source 3098817742 contact'],
  'conversation.user.replied': ['conversation_part 31077420019 contact', 'source 3098817742 contact'],
  'conversation.user.replied.email-with-attachment': [
    'conversation_part 31077420188 contact',
    'source 3098817742 contact',
    'subject none contact',
    'title none other',
  ],
  'conversation.admin.noted': ['conversation_part 31077420555 admin', 'source 3098817742 contact'],
  'conversation.admin.replied.bot-duplicate': [
    'conversation_part 31077420901 bot',
    'source 3098817742 contact',
  ],
  'conversation.admin.replied.reply-and-assign': [
    'conversation_part 31077420777 admin',
    'source 3098817742 contact',
  ],
  'conversation.operator.replied': ['conversation_part 31077420901 bot', 'source 3098817742 contact'],
  'conversation_part.redacted': [],
  'conversation.deleted': [],
  'conversation.deleted.alt-shape': [],
  'ticket.contact.replied.shape-a': [
    'conversation_part 31077431200 contact',
    'ticket_attributes none other',
    'ticket_attributes none other',
  ],
  'ticket.contact.replied.shape-b': [
    'conversation_part 31077431200 contact',
    'ticket_attributes none other',
    'ticket_attributes none other',
  ],
  ping: [],
};

test('every sample has its expectation', () => {
  const names = readdirSync(SAMPLES).map((file) => file.replace(/^notification-|\.json$/g, ''));

  assert.deepEqual(names.toSorted(), Object.keys(EXPECTED).toSorted());
});

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`${name}: its texts are found`, () => {
    const { messages, incomplete } = read(name);

    const found = messages.map(
      ({ resource, messageId, authorType }) => `${resource} ${messageId} ${authorType}`,
    );
    assert.deepEqual(found, expected);
    assert.equal(incomplete, false);
  });
}

test('both shapes of a deletion name the conversation', () => {
  assert.equal(read('conversation.deleted').conversationId, '215480037214906');
  assert.equal(read('conversation.deleted.alt-shape').conversationId, '215480037214906');
});

test('a ticket is reached under its own id', () => {
  assert.equal(read('ticket.contact.replied.shape-a').conversationId, '215480037219911');
  assert.equal(read('ticket.contact.replied.shape-b').conversationId, '215480037219911');
});

test('a message knows when it was said', () => {
  const [part] = read('conversation.user.replied').messages;

  assert.deepEqual(part?.saidAt, new Date(1787044491 * 1000));
});

function event(topic: string, item: object): Event {
  return eventOf(raw(topic, item));
}

function raw(topic: string, item: object): Buffer {
  const digits = (_key: string, value: unknown): unknown =>
    typeof value === 'bigint' ? `#${value}#` : value;
  const notification = { type: 'notification_event', app_id: 'qz7k2m9x', topic, data: { item } };
  return Buffer.from(JSON.stringify(notification, digits).replace(/"#(\d+)#"/g, '$1'));
}

test('ids may be numbers, and keep every digit beyond 2^53', () => {
  const raw = `{"type":"notification_event","app_id":"qz7k2m9x","topic":"conversation.user.replied","data":{"item":{
    "id": 98765432109876543, "conversation_parts":{"conversation_parts":[{"id":31077420019,"body":"hello","author":{"type":"lead"}}]}}}}`;

  const { conversationId, messages } = eventOf(Buffer.from(raw));

  assert.equal(conversationId, '98765432109876543');
  assert.deepEqual(
    messages.map(({ messageId, authorType }) => [messageId, authorType]),
    [['31077420019', 'contact']],
  );
});

test('a created conversation with a null source must be fetched', () => {
  const { incomplete, messages } = event('conversation.user.created', { id: '1', source: null });

  assert.deepEqual([incomplete, messages.length], [true, 0]);
});

test('a reply without a part, or with one that has neither text nor files, must be fetched', () => {
  const empty = { id: '2', part_type: 'assignment', body: null, attachments: [] };

  assert.equal(event('conversation.admin.replied', { id: '1' }).incomplete, true);
  assert.equal(event('conversation.admin.replied', withPart(empty)).incomplete, true);
});

test('a reply of files only, and one that is redacted already, need no fetching', () => {
  const files = { id: '2', body: null, attachments: [{ type: 'upload' }] };
  const redacted = { id: '2', body: '<p><i>This message was deleted</i></p>', redacted: true };

  assert.equal(event('conversation.user.replied', withPart(files)).incomplete, false);
  assert.deepEqual(event('conversation.user.replied', withPart(redacted)).messages, []);
});

test('a state change without text is complete', () => {
  assert.equal(event('conversation.admin.closed', withPart({ id: '2', body: null })).incomplete, false);
});

test('the shape of old API versions, with conversation_message, is read', () => {
  const item = { id: '1', conversation_message: { id: '9', body: '<p>hi</p>', author: { type: 'user' } } };

  const [message] = event('conversation.user.created', item).messages;

  assert.deepEqual([message?.resource, message?.messageId], ['source', '9']);
});

test('an unknown topic with a conversation in it is scanned all the same', () => {
  const { topic, messages } = event('conversation.something.new', withPart({ id: '2', body: 'text' }));

  assert.deepEqual([topic, messages.length], ['unknown', 1]);
});

test('a bare part is read under its conversation', () => {
  const item = {
    type: 'conversation_part',
    id: '7',
    conversation_id: '1',
    body: 'text',
    author: { type: 'user' },
  };

  const { conversationId, messages } = event('conversation.user.replied', item);

  assert.deepEqual([conversationId, messages[0]?.messageId], ['1', '7']);
});

test('text without a usable id is kept as such', () => {
  const [message] = event('conversation.user.replied', withPart({ id: null, body: 'text' })).messages;

  assert.equal(message?.messageId, 'none');
});

test('a bare part that does not name its conversation is refused, since nobody could look for it', () => {
  const item = { type: 'conversation_part', id: '7', body: 'text' };
  const notification = parseNotification(raw('conversation.user.replied', item));

  assert.ok(typeof notification === 'object');
  assert.equal(toEvent(notification, NOW), undefined);
});

const ODD_FIELDS: readonly [what: string, field: object][] = [
  ['a time as text', { created_at: '1787044491' }],
  ['a time beyond all calendars', { created_at: 1e300 }],
  ['a time before them', { created_at: -8e12 }],
  ['a flag as text', { redacted: 'false' }],
  ['files as an object', { attachments: {} }],
  ['an author as text', { author: 'user' }],
  ['an author of the type constructor', { author: { type: 'constructor' } }],
];

for (const [what, field] of ODD_FIELDS) {
  test(`${what} does not cost the message`, () => {
    const [message] = event(
      'conversation.user.replied',
      withPart({ id: '2', body: 'text', ...field }),
    ).messages;

    assert.equal(message?.body, 'text');
    assert.ok(AUTHOR_TYPES.includes(message.authorType));
    assert.doesNotThrow(() => message.saidAt.toISOString());
  });
}

test('a list as an object, null in a list, a title as an object, and a body as a number are borne', () => {
  const odd = { conversation_parts: { 0: null, 1: { id: '2', body: 4111111111111111 } } };

  const { messages } = event('conversation.user.replied', { id: '1', title: {}, conversation_parts: odd });

  assert.deepEqual(
    messages.map(({ messageId, body }) => [messageId, body]),
    [['2', '4111111111111111']],
  );
});

test('a byte order mark is borne, and nesting without end is no JSON', () => {
  const bare = raw('ping', {}).toString();
  const nested = raw('ping', { id: 98765432109876543n })
    .toString()
    .replace('"item":{', `"item":{"deep":${'['.repeat(200_000)}${']'.repeat(200_000)},`);

  assert.equal(typeof parseNotification(Buffer.from(`\uFEFF${bare}`)), 'object');
  assert.equal(typeof parseNotification(Buffer.from(nested)), 'string');
});

test('everything that was typed into a ticket is read: numbers, lists and what is nested', () => {
  const ticket_attributes = {
    one: 'a',
    two: 41,
    three: ['b', { four: { five: 'c' } }],
    six: null,
    seven: true,
  };

  const { messages } = event('ticket.created', { type: 'ticket', id: '1', ticket_attributes });

  assert.deepEqual(
    messages.map(({ body }) => body),
    ['a', '41', 'b', 'c'],
  );
});

function withPart(part: object): object {
  return { id: '1', conversation_parts: { conversation_parts: [part] } };
}
