import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileSet } from '../../src/detect/pattern.ts';
import { createScanner } from '../../src/detect/scanner.ts';
import { createSurveyor } from '../../src/detect/survey.ts';
import { findValidator } from '../../src/detect/validators/registry.ts';
import { writtenKeyword } from '../../src/detect/words.ts';
import { CARDS, DISGUISES } from './cards.ts';
import { rules, scanner } from './shipped.ts';

describe('the survey', () => {
  const words = [['password', 'pass'], ['пароль'], ['密码', '码'], ['he', 'she', 'hers'], ['@'], ['straße']];
  const { survey } = createSurveyor(words.map((own) => own.map(writtenKeyword)));

  it('finds every keyword in any case, and counts digits', () => {
    assert.deepEqual(survey('My PassWord 123', true)?.owners, [0]);
    assert.deepEqual(survey('ПАРОЛЬ', true)?.owners, [1]);
    assert.equal(survey('a1b22', false)?.digits, 3);
  });

  it('asks for folding as soon as a text is not ASCII', () => {
    assert.equal(survey('é', false), undefined);
    assert.deepEqual(survey('é', true)?.owners, []);
  });

  it('finds a word that must open or close one only where no letter stands beside it', () => {
    const bounded = createSurveyor(
      [[String.raw`\bcat\b`], [String.raw`\bdog`]].map((own) => own.map(writtenKeyword)),
    );

    assert.deepEqual(bounded.survey('a cat, dogs', true)?.owners, [0, 1]);
    assert.deepEqual(bounded.survey('cat_1 hotdog', true)?.owners, [0]);
    assert.deepEqual(bounded.survey('concat cats bulldog', true)?.owners, []);
  });

  it('counts the digits that can belong to one number', () => {
    assert.equal(survey('1234 5678 and then much later 90', true)?.digitsTogether, 8);
    assert.equal(survey('12 then 34', true)?.digitsTogether, 4);
    assert.equal(survey('no digit', true)?.digitsTogether, 0);
  });

  it('never misses a keyword', () => {
    const unit = fc.constantFrom(
      'pass',
      'word',
      'he',
      's',
      'r',
      '码',
      '密',
      'пар',
      'оль',
      '@',
      ' ',
      'ſ',
      'S',
      'straß',
      'e',
      'x',
    );
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('');
        const { owners } = survey(text, true) ?? assert.fail();
        words.forEach((own, owner) => {
          const stands = own.some((word) => text.toLowerCase().replaceAll('ſ', 's').includes(word));
          if (stands) assert.ok(owners.includes(owner), text);
        });
      }),
    );
  });
});

describe('the digits that are asked for before a rule runs', () => {
  it('stand in every value that its validators accept', () => {
    for (const rule of rules) {
      const { scan } = createScanner([rule]);
      const digits = rule.examples.flatMap(scan).map(({ value }) => value.replace(/\D/g, '').length);
      const asked = rule.validators.map((name) => findValidator(name)?.minDigits ?? 0);
      assert.ok(Math.min(...digits) >= Math.max(0, ...asked), rule.id);
    }
  });
});

describe('without enough memory for the set of patterns', () => {
  const bodies = [
    ...Object.values(DISGUISES).flatMap((write) => Object.values(CARDS).map(write)),
    ...rules.flatMap((rule, index) => (index % 5 === 0 ? rule.examples.slice(0, 1) : [])),
  ];

  for (const setMemoryBytes of [1_000, 250_000]) {
    it(`finds the same with ${setMemoryBytes} bytes`, () => {
      const starved = createScanner(rules, { setMemoryBytes });

      for (const body of bodies) assert.deepEqual(starved.scan(body), scanner.scan(body));
    });
  }

  it('says that it does not know, be it when compiling or when matching', () => {
    const cards = rules.filter(({ kind }) => kind === 'payment_card');
    const sources = cards.map(({ pattern }) => pattern);
    const text = Object.values(CARDS).join(' ').repeat(50);

    assert.equal(compileSet(sources, 1_000), undefined);
    const answers = [100_000, 300_000, 1_000_000, 3_000_000].map((bytes) =>
      compileSet(sources, bytes)?.match(text),
    );
    assert.ok(answers.includes(undefined));
    assert.ok((compileSet(sources, 64_000_000)?.match(text) ?? []).length > 0);
  });
});
