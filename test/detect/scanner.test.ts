import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScanner } from '../../src/detect/scanner.ts';
import { summarise } from '../../src/detect/summarise.ts';
import type { Match } from '../../src/message.ts';
import { checkRules } from '../../src/rules/check.ts';
import { Rule } from '../../src/rules/rule.ts';
import { aRule } from '../rules/a-rule.ts';
import { scanner } from './shipped.ts';

/** What one made-up rule finds, as written in the body. */
function finds(changes: Readonly<Record<string, unknown>>, body: string): readonly string[] {
  const rule = Rule.parse(aRule(changes));
  return createScanner([rule])
    .scan(body)
    .map(({ start, end }) => body.slice(start, end));
}

describe('boundaries', () => {
  const TABLE: readonly (readonly [
    boundary: string,
    pattern: string,
    body: string,
    found: readonly string[],
  ])[] = [
    ['digit', '\\d{4}', '1234 12345 1234', ['1234', '1234']],
    ['digit', '\\d{4}', 'a1234b 1.2345 1234.5 1234.', ['1234', '1234']],
    ['digit', '\\d{4}', '1234,5678', ['1234', '5678']],
    ['word', 'B\\d', 'B1 AB1 B1a _B1 éB1 B1é 語B1語', ['B1', 'B1']],
    ['token', 'B\\d', 'B1 -B1 B1-x éB1 "B1"', ['B1', 'B1', 'B1']],
    ['none', 'B\\d', 'xB1B2y', ['B1', 'B2']],
  ];
  for (const [boundary, pattern, body, found] of TABLE) {
    it(`${boundary} finds ${found.length} in ${JSON.stringify(body)}`, () => {
      assert.deepEqual(finds({ boundary, pattern }, body), found);
    });
  }

  it('are shared by matches that stand side by side', () => {
    assert.deepEqual(finds({ boundary: 'digit', pattern: '\\d{4}' }, '1234-5678 9012'), [
      '1234',
      '5678',
      '9012',
    ]);
  });
});

describe('context', () => {
  const context = {
    effect: 'required',
    before: 12,
    after: 6,
    words: { en: ['door', 'front gate'], tr: ['kapı*'], ja: ['扉'] },
  };
  const TABLE: readonly (readonly [body: string, isFound: boolean])[] = [
    ['door B1234', true],
    ['DOOR: B1234', true],
    ['B1234 door', true],
    ['B1234', false],
    ['door is far away B1234', false],
    ['outdoor B1234', false],
    ['doors B1234', false],
    ['door_B1234', false],
    ['front\n gate B1234', true],
    ['front B1234', false],
    ['kapım B1234', true],
    ['この扉はB1234', true],
    ['これはとても長い文で扉は遠いB1234', true],
    ['door</p><p>B1234<br>', true],
  ];
  for (const [body, isFound] of TABLE) {
    it(`${isFound ? 'finds' : 'does not find'} ${JSON.stringify(body)}`, () => {
      assert.equal(finds({ context }, body).length > 0, isFound);
    });
  }

  it('raises the confidence by one step', () => {
    const rule = Rule.parse(aRule({ confidence: 'possible', context: { ...context, effect: 'raises' } }));
    const { scan } = createScanner([rule]);

    assert.equal(scan('B1234')[0]?.confidence, 'possible');
    assert.equal(scan('door B1234')[0]?.confidence, 'likely');
  });
});

describe('vetoes and allowances', () => {
  it('look at the words around, at the neighbours and at the match', () => {
    const veto = {
      before: 10,
      words: { en: ['shelf'] },
      preceded_by: ['#'],
      followed_by: ['/\\d'],
      patterns: ['000$'],
    };

    assert.deepEqual(finds({ veto }, 'B1234 shelf B1235 '), ['B1234']);
    assert.deepEqual(finds({ veto }, '#B1234 B1235/1 B1236/x B1000'), ['B1236']);
  });

  it('do not look back behind the last match', () => {
    const veto = { preceded_by: ['\\d ?'] };

    assert.deepEqual(finds({ veto, boundary: 'none' }, 'B1234 B1235 7B1236'), ['B1234', 'B1235']);
  });

  it('let through what is allowed', () => {
    const allow = { values: ['B1111'], patterns: ['^B22'], domains: [] };

    assert.deepEqual(finds({ allow }, 'B1111 B2233 B3333'), ['B3333']);
    const mail = { pattern: '\\w+@[\\w.]+', allow: { domains: ['us.example'] } };
    assert.deepEqual(finds(mail, 'a@us.example b@mail.us.example c@virus.example'), ['c@virus.example']);
  });
});

describe('values', () => {
  it('are the group of that name, where there is one', () => {
    assert.deepEqual(finds({ pattern: 'code (?P<value>\\d{4})' }, 'code 1234'), ['1234']);
  });

  it('are what the validators make of them', () => {
    const values = scanner
      .scan('DE89 3704 0044 0532 0130 00 and 219-09-9999 and Sam@Shop.Example')
      .map(({ value }) => value);

    assert.deepEqual(values, ['DE89370400440532013000', '219099999', 'sam@shop.example']);
  });
});

describe('overlaps', () => {
  const rule = (id: string, pattern: string, confidence: string): Rule =>
    Rule.parse(aRule({ id, kind: id.split('.')[0], pattern, confidence, boundary: 'none' }));
  const ids = (rules: readonly Rule[], body: string): readonly string[] =>
    createScanner(rules)
      .scan(body)
      .map(({ ruleId }) => ruleId);

  it('of one kind leave the surest', () => {
    const rules = [rule('a.long', 'B\\d{4}x', 'likely'), rule('a.sure', 'B\\d{4}', 'certain')];

    assert.deepEqual(ids(rules, 'B1234x B1234'), ['a.sure', 'a.sure']);
  });

  it('of two kinds keep both, since the policy may only watch the longer one', () => {
    const rules = [
      rule('a.long', 'B\\d{4}x', 'likely'),
      rule('b.likely', 'B\\d{4}', 'likely'),
      rule('c.sure', '\\d{4}', 'certain'),
    ];

    assert.deepEqual(ids(rules, 'B1234x'), ['a.long', 'b.likely', 'c.sure']);
  });

  it('of two kinds keep both where they are the same', () => {
    const rules = [rule('a.one', 'B\\d{4}', 'likely'), rule('b.two', 'B\\d{4}', 'certain')];

    assert.deepEqual(ids(rules, 'B1234'), ['a.one', 'b.two']);
  });

  it('leave an IBAN whole that holds a card number', () => {
    assert.deepEqual(
      scanner.scan('FR76 3000 6000 0112 3456 7890 189').map(({ kind }) => kind),
      ['iban'],
    );
  });

  it('count a link that repeats its text once, and one that does not as well', () => {
    const same = '<a href="mailto:sam@shop.example">sam@shop.example</a>';
    const other = '<a href="mailto:sam@shop.example">write</a>';

    assert.equal(scanner.scan(same).length, 1);
    assert.deepEqual(
      scanner.scan(other).map(({ start, end }) => other.slice(start, end)),
      ['sam@shop.example'],
    );
  });
});

describe('a scanner', () => {
  it('refuses rules that do not compile', () => {
    assert.throws(() => createScanner([Rule.parse(aRule({ pattern: '(' }))]).scan('badge B1234'), {
      code: 'rules_invalid',
      context: { ruleId: 'badge.number' },
    });
  });

  it('without rules finds nothing', () => {
    assert.deepEqual(createScanner(checkRules([]).rules).scan('4111 1111 1111 1111'), []);
  });

  it('finds the same again and again, whatever it scanned in between', () => {
    const body = 'card 4111 1111 1111 1111 é SSN 219-09-9999';
    const first = scanner.scan(body);

    scanner.scan('<p>x<script>');
    scanner.scan('&');

    assert.deepEqual(scanner.scan(body), first);
  });
});

describe('summarise', () => {
  it('counts by rule, at the best confidence', () => {
    const matches = scanner.scan(
      `my card 4111111111111111 … ${'x '.repeat(80)}5425173956482013 and SSN 219-09-9999`,
    );

    assert.deepEqual(
      summarise(matches).map(({ ruleId, confidence, count }) => [ruleId, confidence, count]),
      [
        ['payment_card.unspaced', 'certain', 2],
        ['national_id.us_ssn', 'certain', 1],
      ],
    );
    assert.deepEqual(summarise([] satisfies Match[]), []);
  });
});
