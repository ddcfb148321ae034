import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ROUTES } from '../../src/emulator/intercom/api/routes.ts';
import { TOPICS } from '../../src/emulator/intercom/webhook/topics.ts';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { DELIVERY, ENDPOINTS, ERRORS, type Row, TOPIC_ROWS } from './coverage.ts';
import { call } from './intercom-client.ts';

describe('coverage of Intercom', () => {
  const rows = { ...ENDPOINTS, ...TOPIC_ROWS, ...DELIVERY, ...ERRORS };

  it('has a row for each endpoint that the emulator answers, and no other as supported', () => {
    const answered = ROUTES.map(({ method, template }) => `${method} ${template}`);

    assert.deepEqual(supported(ENDPOINTS), answered.sort());
  });

  it('has a row for each topic that the emulator sends, and no other as supported', () => {
    assert.deepEqual(supported(TOPIC_ROWS), [...TOPICS].sort());
  });

  it('names tests that there are', () => {
    const lost = Object.entries(rows).filter(([, row]) => isShown(row) && !testsIn(row[0]).has(row[1]));

    assert.deepEqual(
      lost.map(([what, row]) => [what, row]),
      [],
    );
  });

  it('says of endpoints that are missing what is true: they answer 404', async (test) => {
    const emulator = await createIntercomEmulator();
    test.after(() => emulator.close());
    const missing = Object.entries(ENDPOINTS).filter(([, row]) => !isShown(row));
    assert.ok(missing.length > 0);

    for (const [endpoint] of missing) {
      const [method = '', path = ''] = endpoint.split(' ');
      const { status, body } = await call(emulator, method, path.replaceAll(/:\w+/g, '1'));
      assert.equal(status, 404, endpoint);
      assert.equal(body.errors[0]?.message, 'Resource Not Found', endpoint);
    }
  });

  it('finds no test by a name that is only nearly right, skipped or said in passing', () => {
    const source = [
      "it('a', () => {}); // it is 'b'",
      "  it.skip('c', () => {});",
      "  // it('d', () => {});",
      '  it(`e ${' + "f('g')" + '}`, () => {});',
      "  it(\n    'h’s',",
    ].join('\n');

    assert.deepEqual(namesIn(source), ['a', 'e …', 'h’s']);
    assert.equal(testsIn('delete').has('removes the conversation'), false);
  });
});

function isShown(row: Row): row is Extract<Row, readonly unknown[]> {
  return Array.isArray(row);
}

function supported(table: Readonly<Record<string, Row>>): readonly string[] {
  return Object.keys(table)
    .filter((key) => isShown(table[key] ?? { missing: '' }))
    .sort();
}

/** The names of the tests of a file, with … for values in them. */
function testsIn(file: string): ReadonlySet<string> {
  return new Set(namesIn(readFileSync(new URL(`intercom-${file}.test.ts`, import.meta.url), 'utf8')));
}

function namesIn(source: string): readonly string[] {
  const names = source.matchAll(/^ *it\(\s*(?:'([^'\n]+)'|`([^`\n]+)`),/gm);
  return [...names].map(([, plain, template = '']) => plain ?? template.replaceAll(/\$\{[^}]*\}/g, '…'));
}
