// The masked copy of a message: what it keeps, and that no rule matches in it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createBodyReader } from '../../src/detect/body-reader.ts';
import { type Id, toId } from '../../src/message.ts';
import { maskText } from '../../src/policy/mask.ts';
import { isNoteOf, maskedNote, noteFor } from '../../src/policy/masked-note.ts';
import { rules, scanner } from '../detect/shipped.ts';
import { id } from '../support/builders.ts';

const FINDING = id('6f0c9a52-7b1e-4d38-9a40-1c2d3e4f5a6b');
const { scan } = scanner;

function plain(html: string): string {
  return createBodyReader()
    .read(html)
    .slice(0, 1)
    .map(({ text }) => text)
    .join('');
}

describe('maskText', () => {
  const TABLE: readonly [what: string, body: string, masked: string][] = [
    [
      'a card keeps its last four digits',
      'My card is 4111 1111 1111 1111, thanks',
      'My card is •••• 1111, thanks',
    ],
    ['an IBAN keeps nothing', 'IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN •••• •••• please'],
    ['an e-mail address keeps nothing', 'write to sam@shop.example', 'write to •••• ••••'],
    ['tags inside a value go with it', '<p>card <b>4111</b> 1111 <i>1111</i> 1111!</p>', 'card •••• 1111!\n'],
    ['invisible characters go with it', 'card 4111\u200b1111\u200b1111\u200b1111!', 'card •••• 1111!'],
    [
      'entities go with it, others are decoded',
      '<p>R&amp;D: &#52;111 1111 1111 1111</p>',
      'R＆D: •••• 1111\n',
    ],
    ['each match is masked', '4111 1111 1111 1111, 5555 5555 5555 4444', '•••• 1111, •••• 4444'],
    [
      'a link keeps its text, not its target',
      '<a href="https://pay.example/?card=4111111111111111">pay</a> now',
      'pay now',
    ],
    ['blocks become lines', '<p>Hello</p><p>4111 1111 1111 1111</p><p>Bye</p>', 'Hello\n•••• 1111\nBye\n'],
    ['text without a match stays', 'Hello, is anybody there?', 'Hello, is anybody there?'],
    [
      'what could be read as a tag or an entity is none',
      'a <b or &lt;b&gt; or &amp;lt;',
      'a ‹b or ‹b› or ＆lt;',
    ],
  ];
  for (const [what, body, masked] of TABLE) {
    it(what, () => {
      assert.equal(maskText(body, scan(body)), masked);
    });
  }

  it('shows nothing of what lies over each other', () => {
    const [card] = scan('4111 1111 1111 1111');
    assert.ok(card);

    const masked = maskText('4111 1111 1111 1111 22', [card, { ...card, start: 10, end: 22, value: 'x' }]);

    assert.equal(masked, '•••• ••••');
  });
});

describe('a note', () => {
  it('reads the same as HTML and as plain text, on the lines of the message', () => {
    const body = '<p>Hi,</p><p>my card is 4111 1111 1111 1111.</p>';

    const note = maskedNote(FINDING, body, scan(body), scan) ?? '';

    assert.match(note, /<p>Hi,<br>my card is •••• 1111\.<\/p>$/);
    assert.match(plain(note), /\nHi,\nmy card is •••• 1111\.\n$/);
  });

  it('names its finding, and no other', () => {
    const note = noteFor(FINDING, 'hello');

    assert.ok(isNoteOf(note, FINDING));
    assert.ok(isNoteOf(plain(note), FINDING));
    assert.ok(isNoteOf(`<div class="x">${note}</div>`, FINDING));
    for (const other of [
      '6f0c9a52-7b1e-4d38-9a40-1c2d3e4f5a6',
      '6f0c9a52-7b1e-4d38-9a40-1c2d3e4f5a6c',
      'a',
    ]) {
      assert.ok(!isNoteOf(note, id(other)), other);
    }
    assert.ok(!isNoteOf('<p>hello</p>', FINDING));
  });

  it('names each finding differently', () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        assert.equal(isNoteOf(noteFor(id(a), ''), id(b)), a === b);
      }),
      {
        numRuns: 500,
        examples: [
          ['0', 'g'],
          ['q', 'qhb'],
          ['-', '_'],
          ['A', 'a'],
        ],
      },
    );
  });

  it('matches no rule by its own sentence, whatever its finding is', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const note = noteFor(id(uuid), '');

        assert.deepEqual(scan(note), []);
        assert.deepEqual(scan(plain(note)), []);
      }),
      { numRuns: 300 },
    );
  });

  it('is none when matches have no end', () => {
    const always = (body: string) =>
      scan('4111 1111 1111 1111').map((match) => ({ ...match, end: body.length }));

    assert.equal(maskedNote(FINDING, 'hello', [], always), undefined);
  });

  it('masks what was found wherever it is written again, where no word beside it tells a rule', () => {
    const TABLE: readonly [body: string, masked: string][] = [
      ['my PIN is 4821. Yes, 4821, not 14821', 'my PIN is •••• ••••. Yes, •••• ••••, not 14821'],
      [
        'password: C4naryPassw0rd! I typed c4narypassw0rd twice',
        'password: •••• •••• I typed •••• •••• twice',
      ],
      ['my SSN is 078-05-1120. Again:<br>078051120x', 'my SSN is •••• ••••. Again:<br>•••• ••••x'],
    ];
    for (const [body, masked] of TABLE) {
      const note = maskedNote(FINDING, body, scan(body), scan) ?? '';

      assert.equal(note.slice(noteFor(FINDING, '').length - '</p>'.length, -'</p>'.length), masked);
    }
  });

  it('holds nothing of what was found, whatever it stands in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(VALUE, DRESS, JOINT), { minLength: 1, maxLength: 6 }), (parts) => {
        const body = parts.map(([value, dress, joint]) => dress(value) + joint).join('');
        const matches = scan(body);

        const note = maskedNote(FINDING, body, matches, scan) ?? '';

        assert.notEqual(note, '');
        assert.ok(note.isWellFormed());
        assert.deepEqual(scan(note), [], `${body} → ${note}`);
        const shown = compact(plain(note));
        for (const { value } of matches.filter(({ value }) => compact(value).length >= 8))
          assert.ok(!shown.includes(compact(value)), `${body} → ${note}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is cut where the message is a document', () => {
    const note = maskedNote(FINDING, 'word 😀 '.repeat(10_000), [], scan) ?? '';

    assert.ok(note.length < 20_500);
    assert.ok(note.isWellFormed());
  });
});

const VALUE = fc.constantFrom(
  'card 4111 1111 1111 1111',
  '5555555555554444',
  'DE89 3704 0044 0532 0130 00',
  'sam.canary@shop.example',
  'my password is C4naryPassw0rd!',
  'my SSN is 078-05-1120',
  '+49 30 901820',
  'PIN: 4821',
);

const DRESS = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `<p>${text}</p>`,
  (text) => `<a href="https://x.example/?q=${encodeURIComponent(text)}">here</a> ${text}`,
  (text) => `<table><tr><td>${text}</td><td>x</td></tr></table>`,
  (text) => `<pre>${text}</pre><ul><li>${text}</li></ul>`,
  (text) => `<script>${text}</script>`,
  (text) => [...text].map((sign) => `&#${sign.codePointAt(0)};`).join(''),
  (text) => [...text].join('\u200b'),
  (text) => `😀${text}😀 \u202e${text}\u202c שלום`,
  (text) => `<b>${text.slice(0, 5)}</b>${text.slice(5)}`,
  (text) => `a < b & c > ${text} &lt;b&gt;`,
  (text) => `[copy agb] ${text}${text}`,
);

const JOINT = fc.constantFrom('', ' ', '\n', '<br>', '</p><p>', '&nbsp;', ', ');

function compact(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** By its finding, so that chance plays a part in each. */
function findingOf(index: number): Id {
  return toId(`${index.toString(16).padStart(8, '0')}-7b1e-4d38-9a40-1c2d3e4f5a6b`) ?? FINDING;
}

describe('in the note of every example of the shipped rules no rule matches', () => {
  const examples = rules.flatMap(({ examples, counter_examples }) => [...examples, ...counter_examples]);

  it('each by itself, and no match stands in it as it was written', () => {
    for (const [index, example] of examples.entries()) {
      const matches = scan(example);
      const note = maskedNote(findingOf(index), example, matches, scan);

      assert.ok(note !== undefined, example);
      assert.deepEqual(scan(note), [], `${example} → ${note}`);
      assert.deepEqual(scan(plain(note)), [], `${example} → ${plain(note)}`);
      for (const { start, end } of matches) {
        const written = example.slice(start, end);
        const times = (text: string): number => text.split(written).length;
        assert.ok(written.length < 5 || times(note) < times(example), `${example} → ${note}`);
      }
    }
  });

  it('several in one message', () => {
    const some = fc.array(fc.constantFrom(...examples), { minLength: 2, maxLength: 4 });
    const joints = fc.constantFrom(' ', ', ', '\n', '<br>', '</p><p>', ' & ');
    fc.assert(
      fc.property(some, joints, fc.nat(), (texts, joint, index) => {
        const body = texts.join(joint);

        const note = maskedNote(findingOf(index), body, scan(body), scan);

        assert.ok(note !== undefined, body);
        assert.deepEqual(scan(note), [], `${body} → ${note}`);
        assert.deepEqual(scan(plain(note)), [], `${body} → ${plain(note)}`);
      }),
      { numRuns: 600 },
    );
  });
});
