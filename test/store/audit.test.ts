import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openDatabase } from '../../src/store/database.ts';
import { aPartName, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';

testOnEachStore('the audit is whole, also when many write at once', async (context, config) => {
  const store = await openTestStore(context, config);

  await Promise.all(
    Array.from({ length: 20 }, (_, number) =>
      store.echoes.redacted(id('qz7k2m9x'), id('7'), [aPartName(String(number))]),
    ),
  );

  assert.deepEqual(await store.audit.verify(), { kind: 'whole', rows: 20 });
  const [newest] = await store.audit.read(1);
  assert.deepEqual([newest?.actor, newest?.action, newest?.result], ['intercom', 'redact_by_hand', 'done']);
});

testOnEachStore('a row that was changed or taken out shows', async (context, config) => {
  const store = await openTestStore(context, config);
  for (const number of [1, 2, 3, 4, 5]) {
    await store.echoes.redacted(id('qz7k2m9x'), id('7'), [aPartName(String(number))]);
  }
  await store.close(1_000);

  const database = await openDatabase(config, () => undefined);
  const change = (statement: string) => sql.raw(statement).execute(database.db);
  await change(`update redactor.audit set actor = 'U1' where number = 3`);
  await database.close();
  assert.deepEqual(await verified(), { kind: 'broken', number: 3 });

  const later = await openDatabase(config, () => undefined);
  await sql.raw(`update redactor.audit set actor = 'intercom' where number = 3`).execute(later.db);
  await sql.raw('delete from redactor.audit where number = 4').execute(later.db);
  await later.close();
  assert.deepEqual(await verified(), { kind: 'broken', number: 4 });

  async function verified() {
    const again = await openTestStore(context, config);
    const answer = await again.audit.verify();
    await again.close(1_000);
    return answer;
  }
});
