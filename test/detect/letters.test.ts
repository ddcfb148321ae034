import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPlainLetters } from '../../src/detect/letters.ts';
import { compilePattern, finds } from '../../src/detect/pattern.ts';

function matches(source: string, text: string): boolean {
  const result = compilePattern(source);
  assert.equal(result.kind, 'pattern', source);
  return result.kind === 'pattern' && finds(result.pattern, text);
}

describe('letters in a pattern', () => {
  it('are all that Unicode calls letters', () => {
    const letters: string[] = [];
    for (let unit = 0; unit < 0x30000; unit += 1) {
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const character = String.fromCodePoint(unit);
      if (/\p{L}/u.test(character)) letters.push(character);
    }
    const letter = compilePattern('^\\p{L}$');
    assert.equal(letter.kind, 'pattern');

    const unknown = letters.filter((one) => letter.kind === 'pattern' && !finds(letter.pattern, one));

    assert.deepEqual(unknown, []);
  });

  it('are neither digits, spaces, marks of punctuation in Latin texts nor emoji', () => {
    for (const other of [...'0123456789 _-.,:;/()[]{}<>"\'!?@#$%&*+=~^|`\\\n\t€£§°—–…•“”«»✓📦😀。、「']) {
      assert.equal(matches('\\p{L}', other), false, other);
    }
  });

  it('count inside a class, beside one and against one', () => {
    assert.equal(matches('^[\\p{L}-]+$', 'é-б'), true);
    assert.equal(matches('^[^\\p{L}]$', 'é'), false);
    assert.equal(matches('^[^\\p{L}]$', '1'), true);
    assert.equal(matches('^[a\\]]\\p{L}$', ']é'), true);
    assert.equal(matches('^[]1]\\p{L}+[0-9]$', ']éд7'), true);
    assert.equal(matches('^\\[\\p{L}\\]$', '[é]'), true);
  });

  it('leave other escapes alone', () => {
    assert.equal(withPlainLetters('\\\\p{L}'), '\\\\p{L}');
    assert.equal(withPlainLetters('\\P{L}\\p{Lu}\\d'), '\\P{L}\\p{Lu}\\d');
  });
});
