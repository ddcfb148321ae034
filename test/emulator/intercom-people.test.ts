import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

describe('people', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator();
  });
  after(() => emulator.close());

  const get = async (path: string) => {
    const { status, body } = await call(emulator, 'GET', path);
    return { status, body: body as unknown as Readonly<Record<string, unknown>>, errors: body.errors };
  };

  it('lists the admins, those of seeds too, and reads one', async () => {
    const { admin } = emulator.people;
    emulator.seedConversation({ parts: [{ author: { type: 'admin', id: '99', name: 'Lee' }, body: 'x' }] });

    const { body } = await get('/admins');
    const one = await get(`/admins/${admin.id}`);

    assert.equal(body.type, 'admin.list');
    const admins = body.admins as readonly { readonly id: string; readonly name: string }[];
    assert.deepEqual(
      admins.map(({ id, name }) => [id, name]),
      [
        [admin.id, 'Priya Raman'],
        ['99', 'Lee'],
      ],
    );
    assert.deepEqual(one.body, admins[0]);
    assert.equal((await get('/admins/68a1')).errors[0]?.code, 'admin_not_found');
  });

  it('lists the team that conversations are assigned to, and reads it', async () => {
    const { teamAssigneeId } = emulator.seedConversation();

    const { body } = await get('/teams');
    const one = await get(`/teams/${teamAssigneeId}`);

    assert.equal(body.type, 'team.list');
    assert.deepEqual(body.teams, [one.body]);
    assert.equal(one.body.name, 'Support');
    assert.equal((await get('/teams/1')).status, 404);
  });

  it('reads a contact, and no teammate as one', async () => {
    const { user, lead, admin } = emulator.people;

    const { body } = await get(`/contacts/${user.id}`);

    assert.equal(body.type, 'contact');
    assert.equal(body.email, user.email);
    assert.equal(body.external_id, user.externalId);
    assert.equal(body.role, 'user');
    assert.equal((await get(`/contacts/${lead.id}`)).body.role, 'lead');
    assert.deepEqual((await get(`/contacts/${admin.id}`)).errors, [
      { code: 'not_found', message: 'User Not Found' },
    ]);
  });
});
