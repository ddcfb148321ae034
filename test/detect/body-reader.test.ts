import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createBodyReader } from '../../src/detect/body-reader.ts';

const reader = createBodyReader();

const textsOf = (body: string): readonly string[] => reader.read(body).map(({ text }) => text);

const TABLE: readonly (readonly [name: string, body: string, texts: readonly string[]])[] = [
  ['inline tags join', '<p>41<b>11</b><wbr><i> 1</i></p>', ['4111 1\n']],
  ['blocks and breaks part', '<p>a</p><p>b<br>c</p><div>d</div>', ['a\nb\nc\nd\n']],
  ['breaks do not pile up', '<div><div><p>a</p></div></div><p><br></p>b', ['a\nb']],
  [
    'cells part by tabs, rows by lines',
    '<table><tr><td>1</td><td>2</td></tr><tr><th>3</th></tr></table>',
    ['1\t2\t\n3\t\n'],
  ],
  ['entities are decoded', '<p>a&amp;b&nbsp;&#52;&#x31;&eacute;</p>', ['a&b\u00a041é\n']],
  ['comments, scripts and styles go', '<style>p{}</style>a<!-- b --><script>c<d</script>e<br>', ['ae\n']],
  ['declarations go', '<!DOCTYPE html><?xml version="1"?><![if mso]>a<![endif]><br>', ['a\n']],
  ['Office tags join', '<p>a<o:p></o:p>b</p>', ['ab\n']],
  ['unknown tags are text', '<p>password is <hunter2></p>', ['password is <hunter2>\n']],
  ['a heart is text', '<p>love </3 you > me</p>', ['love </3 you > me\n']],
  ['an unclosed tag is text', '<p>a</p>x<y card="4111 1111', ['a\nx<y card="4111 1111']],
  ['an unclosed script is text', '<p>put <script> here: 4111</p>', ['put <script> here: 4111</p>']],
  ['upper case is the same', '<P>a<BR>b<SCRIPT>c</SCRIPT></P>', ['a\nb\n']],
  ['attributes are no text', '<img src="https://x.example/4111" alt="4222"><p title="4333">a</p>', ['a\n']],
  [
    'mail links are texts',
    '<a href="mailto:sam%40x.example?cc=a%2Bb@x.example">mail</a>',
    ['mail', 'sam@x.example\ncc=a+b@x.example'],
  ],
  ['phone links are texts', "<a href='tel:+49%20170&#49;'>call</a>", ['call', '+49 1701']],
  [
    'queries and fragments are texts',
    '<a href="https://x.example/p/123?a=1+2&amp;b=%E3%83%91#c=3">x</a>',
    ['x', 'a=1 2\nb=パ\nc=3'],
  ],
  ['links without a query are none', '<a href="https://x.example/p/123">x</a>', ['x']],
  ['broken percent signs stay', '<a href="?a=%zz%E3%83&amp;b=%4">x</a>', ['x', 'a=%zz%E3%83\nb=%4']],
  [
    'attachments and data are no texts',
    '<a href="https://downloads.intercomcdn.com/a?b=1">x</a><a href="data:text/plain,4111">y</a>',
    ['xy'],
  ],
  ['only links have targets', '<link href="?a=1"><p href="?a=1">x</p>', ['x\n']],
  ['plain text is as it stands', 'a < b, <3 and x<y\n<not a tag>', ['a < b, <3 and x<y\n<not a tag>']],
  ['plain text has its entities decoded', 'AT&amp;T &lt;3 a < b &#52;', ['AT&T <3 a < b 4']],
  ['nothing is nothing', '', ['']],
];

describe('the text of a body', () => {
  for (const [name, body, texts] of TABLE) {
    it(name, () => {
      assert.deepEqual(textsOf(body), texts);
    });
  }

  it('leads every character back to what it came from', () => {
    const body = '<p>Hi 4<b>1</b>&nbsp;&#49;</p><a href="tel:%34&#49;1">x</a>';

    const origins = reader
      .read(body)
      .map(({ text, map }) => [...text].map((_, at) => body.slice(map.startOf(at), map.endOf(at + 1))));

    assert.deepEqual(origins, [
      ['H', 'i', ' ', '4', '1', '&nbsp;', '&#49;', '', 'x'],
      ['%34', '&#49;', '1'],
    ]);
  });

  it('never throws, keeps order and stays inside the body, however broken', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '<p',
      '<b>',
      '</p>',
      '<a href="',
      '"',
      "'",
      '&',
      '&#',
      '&amp;',
      ';',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '=',
      ' ',
      'x',
      '4',
      '%4',
      '?',
      'é',
      '👍',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const body = pieces.join('');
        for (const { text, map } of reader.read(body)) {
          let before = 0;
          for (let at = 0; at < text.length; at += 1) {
            const [start, end] = [map.startOf(at), map.endOf(at + 1)];
            assert.ok(before <= start && start <= end && end <= body.length);
            before = start;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no digit of plain text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>/!?&;# ab4-"=') }), (body) => {
        if (/<(?:!--|\/?[ab])/i.test(body) || body.includes('&#')) return;
        const digits = body.replace(/\D/g, '');
        assert.equal(textsOf(body).join('').replace(/\D/g, ''), digits);
      }),
      { numRuns: 2000 },
    );
  });
});
