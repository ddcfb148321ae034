import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../support/builders.ts';
import { aWorld } from './world.ts';

test('a survey counts what a deletion takes along', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context, {
    conversation: {
      source: { type: 'email', body: 'first' },
      state: 'closed',
      tags: ['legal-hold', 'vip'],
      teamAssigneeId: 77,
      parts: [
        { body: 'one', author: 'admin' },
        { body: 'two', author: 'bot' },
      ],
      sideConversations: [{ parts: [{ body: 'beside' }] }, {}, {}],
    },
  });
  emulator.seedTicket({ category: 'Back-office', linkedConversationId: conversationId });
  emulator.seedTicket({ category: 'Tracker', linkedConversationId: conversationId });

  const { tags, ...counted } = await survey();

  assert.deepEqual(counted, {
    kind: 'survey',
    parts: 2,
    sideConversations: 3,
    backOfficeTickets: 1,
    isTicket: false,
    state: 'closed',
    channel: 'email',
    teamId: '77',
  });
  assert.deepEqual(
    tags.map(({ name }) => name),
    ['legal-hold', 'vip'],
  );

  async function survey() {
    const answer = await intercom.survey(conversationId);
    assert.ok(answer.kind === 'survey');
    return answer;
  }
});

test('more parts than Intercom shows are counted', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  for (let count = 0; count < 502; count += 1) emulator.addPart(conversationId, { body: 'x', quiet: true });

  const answer = await intercom.survey(conversationId);

  assert.ok(answer.kind === 'survey');
  assert.equal(answer.parts, 503);
});

test('nobody is 0 since 2.16 and null before, and side conversations are asked of a rolling version', async (context) => {
  for (const apiVersion of ['2.15', '2.16']) {
    const { intercom, conversationId } = await aWorld(context, {
      apiVersion,
      conversation: { teamAssigneeId: null },
    });

    const answer = await intercom.survey(conversationId);

    assert.ok(answer.kind === 'survey');
    assert.deepEqual([answer.teamId, answer.sideConversations], [undefined, 0]);
  }
});

test('side conversations that may not be read are unknown, not none', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.faults.add({ kind: 'status', status: 403, match: { path: /side_conversations/ } });

  const answer = await intercom.survey(conversationId);

  assert.ok(answer.kind === 'survey');
  assert.equal(answer.sideConversations, undefined);
});

test('a deleted conversation is gone', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.deleteConversation(conversationId);

  assert.deepEqual(await intercom.survey(conversationId), { kind: 'gone' });
});

test('a back-office ticket is neither taken for deleted nor for want of a permission', async (context) => {
  const { emulator, intercom } = await aWorld(context);
  const ticket = emulator.seedTicket({ category: 'Back-office' });

  const refused = { kind: 'rejected', status: 404, code: 'not_found' };
  assert.deepEqual(await intercom.survey(id(ticket.id)), refused);
  const deletion = await intercom.deleteConversation(id(ticket.id), { retainMetrics: true, tried: true });
  assert.deepEqual(deletion, refused);
});

test('a ticket that the Conversations API does not show is not taken for deleted', async (context) => {
  const { intercom, emulator } = await aWorld(context);
  const ticket = emulator.seedTicket();
  emulator.faults.add({ kind: 'status', status: 404, match: { path: '/conversations/' } });

  assert.deepEqual(await intercom.survey(id(ticket.id)), { kind: 'denied', scope: 'read_tickets' });
});
