import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPressTokens } from '../../src/slack/press-token.ts';
import { anId } from './cards.ts';

const tokens = createPressTokens('signing-secret');
const TOKEN = { noticeId: anId('ntc_1'), turn: 3 };
const written = tokens.write(TOKEN, 'retry');

describe('a press token', () => {
  it('is read back for its own action', () => {
    assert.deepEqual(tokens.read(written, 'retry'), TOKEN);
    assert.ok(written.length < 150);
  });

  const [version, notice, turn, signature] = written.split('.');
  const refused: Readonly<Record<string, string>> = {
    'of another action': tokens.write(TOKEN, 'snooze'),
    'of another turn': [version, notice, '4', signature].join('.'),
    'of another card': [version, 'ntc_2', turn, signature].join('.'),
    'of another version': ['v2', notice, turn, signature].join('.'),
    'with more behind it': `${written}.x`,
    'without a signature': [version, notice, turn].join('.'),
    'with half a signature': written.slice(0, -5),
    'signed with another secret': createPressTokens('another').write(TOKEN, 'retry'),
    empty: '',
    'a sentence': 'please retry',
  };
  for (const [name, value] of Object.entries(refused)) {
    it(`is refused ${name}`, () => {
      assert.equal(tokens.read(value, 'retry'), undefined);
    });
  }
});
