// The shapes of notifications, key by key and in order, as recorded from Intercom.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIntercomEmulator, type Notification } from '../../src/emulator/intercom.ts';

const ENVELOPE = [
  ...[
    'type',
    'app_id',
    'data',
    'links',
    'id',
    'topic',
    'delivery_status',
    'delivery_attempts',
    'delivered_at',
  ],
  ...['first_sent_at', 'created_at', 'self'],
];
const CONVERSATION = [
  ...['type', 'id', 'created_at', 'updated_at', 'waiting_since', 'snoozed_until', 'source', 'contacts'],
  ...[
    'first_contact_reply',
    'admin_assignee_id',
    'team_assignee_id',
    'open',
    'state',
    'read',
    'tags',
    'priority',
  ],
  ...[
    'sla_applied',
    'statistics',
    'conversation_rating',
    'teammates',
    'title',
    'custom_attributes',
    'topics',
  ],
  ...['ticket', 'linked_objects', 'ai_agent', 'ai_agent_participated', 'conversation_parts'],
];
const SOURCE = [
  ...['type', 'id', 'delivered_as', 'subject', 'body', 'author', 'attachments', 'url', 'redacted'],
];
const STATISTICS = [
  ...['type', 'time_to_assignment', 'time_to_admin_reply', 'time_to_first_close', 'time_to_last_close'],
  ...['median_time_to_reply', 'first_contact_reply_at', 'first_assignment_at', 'first_admin_reply_at'],
  ...['first_close_at', 'last_assignment_at', 'last_assignment_admin_reply_at', 'last_contact_reply_at'],
  ...['last_admin_reply_at', 'last_close_at', 'last_closed_by_id', 'count_reopens', 'count_assignments'],
  ...['count_conversation_parts'],
];
const PART = [
  ...['type', 'id', 'part_type', 'body', 'created_at', 'updated_at', 'notified_at', 'assigned_to', 'author'],
  ...['attachments', 'external_id', 'redacted', 'metadata', 'email_message_metadata', 'state', 'tags'],
  ...['event_details', 'app_package_code'],
];
const PART_AUTHOR = ['id', 'type', 'name', 'email', 'from_ai_agent', 'is_ai_answer'];
const ATTACHMENT = ['type', 'name', 'url', 'content_type', 'filesize', 'width', 'height'];
const TICKET = [
  ...['type', 'id', 'ticket_id', 'category', 'ticket_attributes', 'contacts', 'created_at', 'updated_at'],
  ...['open', 'is_shared'],
];
const TICKET_PART = [
  ...['type', 'id', 'part_type', 'body', 'created_at', 'updated_at', 'author', 'attachments', 'external_id'],
  ...['redacted'],
];
const AUTHOR = ['type', 'id', 'name', 'email'];

/** Follows a path; a number picks from a list. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function keys(value: unknown, ...path: readonly (string | number)[]): readonly string[] {
  return Object.keys(at(value, ...path) as object);
}

function itemOf(notification: Notification): unknown {
  return notification.data.item;
}

const CLOCK = { clock: () => 1787044351_000 };

async function build<T>(
  options: Parameters<typeof createIntercomEmulator>[0],
  use: (emulator: Awaited<ReturnType<typeof createIntercomEmulator>>) => T,
): Promise<T> {
  const emulator = await createIntercomEmulator({ ...CLOCK, ...options });
  try {
    return use(emulator);
  } finally {
    await emulator.close();
  }
}

describe('payloads', () => {
  it('wraps each item in the same envelope', async () => {
    const notification = await build({}, (emulator) =>
      emulator.notification('conversation.user.created', emulator.seedConversation().id),
    );

    const { data, id, ...rest } = notification;
    assert.deepEqual(Object.keys(notification), ENVELOPE);
    assert.match(id ?? '', /^notif_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(Object.keys(data), ['type', 'item']);
    assert.deepEqual(rest, {
      type: 'notification_event',
      app_id: 'qz7k2m9x',
      links: {},
      topic: 'conversation.user.created',
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: 1787044351,
      created_at: 1787044351,
      self: null,
    });
  });

  it('has the text of a new conversation in its source, and no parts', async () => {
    const item = await build({}, (emulator) => {
      const { id } = emulator.seedConversation({ source: { body: '<p>4111 1111 1111 1111</p>' } });
      return itemOf(emulator.notification('conversation.user.created', id));
    });

    assert.deepEqual(keys(item), CONVERSATION);
    assert.deepEqual(keys(item, 'source'), SOURCE);
    assert.deepEqual(keys(item, 'source', 'author'), AUTHOR);
    assert.equal(at(item, 'source', 'body'), '<p>4111 1111 1111 1111</p>');
    assert.deepEqual(keys(item, 'statistics'), STATISTICS);
    assert.equal(at(item, 'statistics', 'first_contact_reply_at'), '2026-08-18T09:12:31.000+00:00');
    assert.equal(at(item, 'statistics', 'count_conversation_parts'), 0);
    assert.deepEqual(at(item, 'contacts'), {
      type: 'contact.list',
      contacts: [{ type: 'contact', id: '68a1f0c27be3d94410ac52e7', external_id: 'cust-40817' }],
    });
    assert.deepEqual(keys(item, 'first_contact_reply'), ['created_at', 'type', 'url']);
    assert.deepEqual(at(item, 'tags'), { type: 'tag.list', tags: [] });
    assert.deepEqual(at(item, 'teammates'), { type: 'admin.list', admins: [] });
    assert.deepEqual(at(item, 'topics'), { type: 'topic.list', topics: [], total_count: 0 });
    assert.deepEqual(at(item, 'linked_objects'), {
      type: 'list',
      data: [],
      total_count: 0,
      has_more: false,
    });
    assert.deepEqual(at(item, 'conversation_parts'), {
      type: 'conversation_part.list',
      conversation_parts: [],
      total_count: 0,
    });
  });

  it('shows plain text and numbers for the version 2.15', async () => {
    const item = await build({ webhookVersion: 'plain' }, (emulator) => {
      const { id, parts } = emulator.seedConversation({
        source: { body: '<p>Hello, my card</p>', subject: '<p>Card</p>' },
        parts: [{ body: '<p>a &amp; b<br>c</p>' }],
      });
      return itemOf(emulator.notification('conversation.user.replied', id, parts[0]?.id));
    });

    assert.equal(at(item, 'source', 'body'), 'Hello, my card');
    assert.equal(at(item, 'source', 'subject'), 'Card');
    assert.equal(at(item, 'conversation_parts', 'conversation_parts', 0, 'body'), 'a & b\nc');
    assert.equal(at(item, 'statistics', 'first_contact_reply_at'), 1787044351);
  });

  it('has only the part that caused the event, of all', async () => {
    const item = await build({}, (emulator) => {
      const { id, parts } = emulator.seedConversation({
        parts: [
          { body: '<p>1</p>' },
          { body: '<p>2</p>', attachments: [{ name: 'a.pdf' }] },
          { body: '<p>3</p>' },
        ],
      });
      return itemOf(emulator.notification('conversation.user.replied', id, parts[1]?.id));
    });

    assert.deepEqual(keys(item), CONVERSATION);
    assert.equal(at(item, 'conversation_parts', 'total_count'), 1);
    const part = at(item, 'conversation_parts', 'conversation_parts', 0);
    assert.deepEqual(keys(part), PART);
    assert.equal(at(part, 'body'), '<p>2</p>');
    assert.deepEqual(keys(part, 'author'), PART_AUTHOR);
    assert.deepEqual(keys(part, 'attachments', 0), ATTACHMENT);
    assert.equal(at(item, 'conversation_parts', 'conversation_parts', 1), undefined);
  });

  it('marks bots as Intercom does', async () => {
    const item = await build({}, (emulator) => {
      const { id, parts } = emulator.seedConversation({ parts: [{ author: 'bot', body: '<p>x</p>' }] });
      return itemOf(emulator.notification('conversation.operator.replied', id, parts[0]?.id));
    });

    assert.deepEqual(at(item, 'conversation_parts', 'conversation_parts', 0, 'author'), {
      id: '7700113',
      type: 'bot',
      name: 'Fin',
      email: 'operator+qz7k2m9x@intercom.io',
      from_ai_agent: true,
      is_ai_answer: true,
    });
  });

  it('has the tombstone in conversation_part.redacted, in a conversation or alone', async () => {
    const [whole, alone] = await build({}, (emulator) => {
      const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>1</p>' }] });
      const partId = parts[0]?.id ?? '';
      emulator.redactMessage(id, partId);
      return [
        itemOf(emulator.notification('conversation_part.redacted', id, partId)),
        itemOf(emulator.notification('conversation_part.redacted', id, partId, { redacted: 'part' })),
      ];
    });

    assert.deepEqual(keys(whole), CONVERSATION);
    assert.deepEqual(keys(alone), PART);
    for (const part of [at(whole, 'conversation_parts', 'conversation_parts', 0), alone]) {
      assert.equal(at(part, 'redacted'), true);
      assert.equal(at(part, 'body'), '<p><i>This message was deleted</i></p>');
    }
  });

  it('has both shapes of conversation.deleted', async () => {
    const [recorded, other] = await build({}, (emulator) => [
      itemOf(emulator.notification('conversation.deleted', '215480037214906')),
      itemOf(emulator.notification('conversation.deleted', '215480037214906', undefined, { deleted: 'id' })),
    ]);

    assert.deepEqual(recorded, { type: 'conversation', conversation_id: '215480037214906' });
    assert.deepEqual(other, { type: 'conversation', id: '215480037214906', deleted: true });
  });

  it('has both shapes of a ticket', async () => {
    const [nested, flat] = await build({}, (emulator) => {
      const { id, parts } = emulator.seedTicket({ parts: [{ body: '<p>x</p>' }] });
      const topic = 'ticket.contact.replied';
      return [
        itemOf(emulator.notification(topic, id, parts[0]?.id)),
        itemOf(emulator.notification(topic, id, parts[0]?.id, { ticket: 'flat' })),
      ];
    });

    assert.deepEqual(keys(nested), ['ticket', 'ticket_part']);
    assert.deepEqual(keys(nested, 'ticket'), TICKET);
    assert.deepEqual(keys(nested, 'ticket_part'), TICKET_PART);
    assert.deepEqual(keys(nested, 'ticket_part', 'author'), AUTHOR);
    assert.deepEqual(keys(flat), [...TICKET, 'ticket_parts']);
    assert.deepEqual(keys(flat, 'ticket_parts'), ['type', 'ticket_parts', 'total_count']);
    assert.deepEqual(keys(flat, 'ticket_parts', 'ticket_parts', 0), TICKET_PART);
    assert.equal(at(flat, 'ticket_parts', 'total_count'), 1);
  });

  it('has the older shape, with conversation_message for source', async () => {
    const item = await build({ shapes: { conversation: 'legacy' } }, (emulator) => {
      const { id } = emulator.seedConversation({ source: { body: '<p>Hi</p>' } });
      return itemOf(emulator.notification('conversation.user.created', id));
    });

    assert.equal(keys(item).includes('source'), false);
    assert.equal(at(item, 'conversation_message', 'body'), '<p>Hi</p>');
    assert.equal(at(item, 'user', 'type'), 'user');
  });

  it('has a ping without id and delivery status', async () => {
    const ping = await build({}, (emulator) => emulator.ping());

    assert.deepEqual(Object.keys(ping), ENVELOPE);
    assert.equal(ping.id, null);
    assert.equal(ping.delivery_status, null);
    assert.equal(ping.topic, 'ping');
    assert.deepEqual(ping.data.item, { type: 'ping', message: 'something something interzen' });
  });

  it('throws on a part or conversation that is not there', async () => {
    await build({}, (emulator) => {
      const { id } = emulator.seedConversation();

      assert.throws(() => emulator.notification('conversation.user.replied', '1'), /no conversation 1/);
      assert.throws(() => emulator.notification('conversation.user.replied', id, '1'), /no part 1/);
    });
  });
});
