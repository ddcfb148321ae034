import assert from 'node:assert/strict';
import { createFingerprinter } from '../../src/fingerprint.ts';
import { NO_ID } from '../../src/message.ts';
import { aRuleCount, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';

testOnEachStore(
  'an exception counts until it is ended, and the audit says by whom',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const { kind } = aRuleCount();
    const fingerprint = createFingerprinter('k'.repeat(32))(kind, '4111111111111111');

    const added = await store.exceptions.add({
      fingerprint,
      covers: kind,
      owner: id('U1'),
      reason: 'own_value',
      until: new Date(Date.now() + 3_600_000),
    });
    assert.deepEqual(await store.exceptions.valid(), [added]);

    await store.exceptions.end(added.id, id('U2'));
    assert.equal(await store.exceptions.end(added.id, id('U3')), undefined);

    assert.deepEqual(await store.exceptions.valid(), []);
    assert.deepEqual(
      (await store.audit.read(10)).map(({ actor, action, subjectId, conversationId }) => [
        actor,
        action,
        subjectId,
        conversationId,
      ]),
      [
        ['U2', 'end_exception', added.id, NO_ID],
        ['U1', 'add_exception', added.id, NO_ID],
      ],
    );
  },
);

testOnEachStore(
  'a value that is vouched for twice counts again when that is ended',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const { kind } = aRuleCount();
    const fingerprint = createFingerprinter('k'.repeat(32))(kind, '4111111111111111');
    const asked = { fingerprint, covers: kind, owner: id('U1'), reason: 'own_value' } as const;

    await store.exceptions.add({ ...asked, until: new Date(Date.now() + 3_600_000) });
    const second = await store.exceptions.add({ ...asked, until: new Date(Date.now() + 7_200_000) });
    assert.deepEqual(await store.exceptions.valid(), [second]);

    await store.exceptions.end(second.id, id('U1'));

    assert.deepEqual(await store.exceptions.valid(), []);
  },
);
