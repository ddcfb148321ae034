import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { types } from '@slack/bolt';
import fc from 'fast-check';
import { slackBlockErrors } from '../../src/emulator/slack-blocks.ts';
import { type BlockProblem, checkBlocks } from '../../src/slack/check-blocks.ts';
import { cardAsText, renderCard } from '../../src/slack/render-card.ts';
import { anyCard } from './any-card.ts';
import { aCard, aFinding, anId, aRule, NOW, TOKENS } from './cards.ts';

type Block = types.KnownBlock;

function text(length: number): { readonly type: 'mrkdwn'; readonly text: string } {
  return { type: 'mrkdwn', text: 'x'.repeat(length) };
}

function button(changes: Partial<types.Button> = {}): types.Button {
  return { type: 'button', text: { type: 'plain_text', text: 'Open' }, action_id: 'open', ...changes };
}

function times<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}

describe('checkBlocks', () => {
  const broken: readonly (readonly [string, readonly Block[], string, BlockProblem['problem']])[] = [
    ['no block', [], 'blocks', 'empty'],
    ['36 blocks', times<Block>(36, { type: 'divider' }), 'blocks', 'too_many'],
    ['an empty section', [{ type: 'section' }], '0', 'empty'],
    ['an empty text', [{ type: 'section', text: text(0) }], '0.text', 'empty'],
    ['a long section', [{ type: 'section', text: text(3001) }], '0.text', 'too_long'],
    ['eleven fields', [{ type: 'section', fields: times(11, text(1)) }], '0.fields', 'too_many'],
    ['no field', [{ type: 'section', fields: [] }], '0.fields', 'empty'],
    ['a long field', [{ type: 'section', fields: [text(1), text(2001)] }], '0.fields.1', 'too_long'],
    [
      'a long header',
      [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      '0.text',
      'too_long',
    ],
    [
      'eleven context elements',
      [{ type: 'context', elements: times(11, text(1)) }],
      '0.elements',
      'too_many',
    ],
    ['26 buttons', [{ type: 'actions', elements: times(26, button()) }], '0.elements', 'too_many'],
    [
      'a long label',
      [{ type: 'actions', elements: [button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })] }],
      '0.elements.0.text',
      'too_long',
    ],
    [
      'a relative link',
      [{ type: 'actions', elements: [button({ url: '/inbox' })] }],
      '0.elements.0.url',
      'bad_url',
    ],
    [
      'a long value',
      [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }],
      '0.elements.0.value',
      'too_long',
    ],
    [
      'one action id twice',
      [{ type: 'actions', elements: [button(), button()] }],
      '0.elements',
      'duplicate_id',
    ],
    ['one block id twice', times<Block>(2, { type: 'divider', block_id: 'one' }), 'block_id', 'duplicate_id'],
    ['a long block id', [{ type: 'divider', block_id: 'x'.repeat(256) }], '0.block_id', 'too_long'],
    ['a block for modals', [{ type: 'alert', text: text(1) }], '0', 'unexpected_type'],
    ['too much text', times<Block>(3, { type: 'section', text: text(2900) }), 'text', 'too_long'],
  ];
  for (const [name, blocks, path, problem] of broken) {
    it(`finds ${name}`, () => {
      const problems = checkBlocks(blocks);

      assert.ok(
        problems.some((found) => found.path === path && found.problem === problem),
        JSON.stringify(problems),
      );
    });
  }

  it('takes what is just within the limits', () => {
    const blocks: Block[] = [
      { type: 'section', text: text(3000) },
      { type: 'section', fields: [text(2000), ...times(9, text(1))] },
      { type: 'context', elements: times(10, text(1)) },
      { type: 'actions', elements: [button({ url: 'https://app.intercom.com/' })] },
    ];

    assert.deepEqual(checkBlocks(blocks), []);
  });
});

describe('every card', () => {
  it('keeps Slack’s limits with the longest ids and the most findings', () => {
    const long = (letter: string) => anId(letter.repeat(64));
    const rules = Array.from({ length: 40 }, (_, index) =>
      aRule(`${'k'.repeat(40)}.${'n'.repeat(58)}${index % 10}`, 2 ** 31),
    );
    const finding = { workspaceId: long('w'), conversationId: long('c'), messageId: long('m'), rules };
    const findings = Array.from({ length: 500 }, () => aFinding(finding));
    const card = aCard({ noticeId: long('n'), workspaceId: long('w'), conversationId: long('c'), findings });

    const { text: line, blocks } = renderCard(card, NOW, TOKENS.write);

    assert.deepEqual(checkBlocks(blocks), []);
    assert.deepEqual(slackBlockErrors(blocks), []);
    assert.match(cardAsText(card, NOW), /and 49\d more\n/);
    assert.ok(line.length <= 300);
  });

  it('keeps Slack’s limits whatever the facts, and so says a second checker', () => {
    fc.assert(
      fc.property(
        anyCard,
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
        (card, now) => {
          // A signature may hold any letters.
          const { text: line, blocks } = renderCard(card, now, () => 'v1.token');

          assert.deepEqual(checkBlocks(blocks), []);
          assert.deepEqual(slackBlockErrors(blocks), []);
          assert.ok(line.length > 0 && line.length <= 300, line);
          assert.doesNotMatch(cardAsText(card, now), /undefined|NaN|\[object/);
          assert.doesNotMatch(JSON.stringify(blocks), /undefined|NaN|\[object/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
