import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slackBlockErrors } from '../../src/emulator/slack-blocks.ts';
import { slackViewErrors } from '../../src/emulator/slack-view-rules.ts';
import { aButton, aModal, plain } from './slack-app.ts';

function actions(...elements: readonly unknown[]) {
  return { type: 'actions', elements };
}

function options(count: number) {
  return Array.from({ length: count }, (_, index) => ({ text: plain('Choice'), value: `${index}` }));
}

const CONFIRM = {
  title: plain('Sure?'),
  text: plain('It is gone then.'),
  confirm: plain('Yes'),
  deny: plain('No'),
};

describe('the local Slack’s blocks', () => {
  const fine: readonly (readonly [string, unknown])[] = [
    [
      'a button at its limits',
      actions({ ...aButton('a'.repeat(255), 'v'.repeat(2000)), text: plain('t'.repeat(75)) }),
    ],
    ['a button that asks again', actions({ ...aButton('keep'), style: 'danger', confirm: CONFIRM })],
    ['a menu behind three dots', actions({ type: 'overflow', action_id: 'more', options: options(5) })],
    [
      'a choice',
      actions({ type: 'static_select', action_id: 'for', placeholder: plain('Days'), options: options(3) }),
    ],
    ['a button beside a text', { type: 'section', text: plain('x'), accessory: aButton('one') }],
  ];
  for (const [name, block] of fine) {
    it(`take ${name}`, () => {
      assert.deepEqual(slackBlockErrors([block]), []);
    });
  }

  const wrong: readonly (readonly [string, unknown])[] = [
    ['a label of 76 characters', actions({ ...aButton('one'), text: plain('t'.repeat(76)) })],
    ['a label in mrkdwn', actions({ ...aButton('one'), text: { type: 'mrkdwn', text: 'x' } })],
    ['a value of 2001 characters', actions(aButton('one', 'v'.repeat(2001)))],
    ['an action id of 256 characters', actions(aButton('a'.repeat(256)))],
    ['a style of its own', actions({ ...aButton('one'), style: 'warning' })],
    [
      'a label for screen readers of 76 characters',
      actions({ ...aButton('one'), accessibility_label: 't'.repeat(76) }),
    ],
    [
      'a question title of 101 characters',
      actions({ ...aButton('one'), confirm: { ...CONFIRM, title: plain('t'.repeat(101)) } }),
    ],
    [
      'a question of 301 characters',
      actions({ ...aButton('one'), confirm: { ...CONFIRM, text: plain('t'.repeat(301)) } }),
    ],
    [
      'a yes of 31 characters',
      actions({ ...aButton('one'), confirm: { ...CONFIRM, confirm: plain('t'.repeat(31)) } }),
    ],
    [
      'a no of 31 characters',
      actions({ ...aButton('one'), confirm: { ...CONFIRM, deny: plain('t'.repeat(31)) } }),
    ],
    ['six choices behind three dots', actions({ type: 'overflow', action_id: 'more', options: options(6) })],
    [
      'two choices of one value',
      actions({ type: 'overflow', action_id: 'more', options: [...options(1), ...options(1)] }),
    ],
    ['an unknown type', { type: 'nonsense' }],
    ['an unknown field', { type: 'divider', text: plain('x') }],
    ['an unknown element', actions({ type: 'nonsense', action_id: 'one' })],
    ['an alert in a message', { type: 'alert', text: plain('x') }],
    ['a wrong thing beside a text', { type: 'section', text: plain('x'), accessory: { type: 'nonsense' } }],
  ];
  for (const [name, block] of wrong) {
    it(`refuse ${name}`, () => {
      assert.equal(slackBlockErrors([block]).length, 1);
    });
  }

  it('are 50 at most', () => {
    const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));

    assert.deepEqual(slackBlockErrors(dividers(50)), []);
    assert.equal(slackBlockErrors(dividers(51)).length, 1);
  });
});

describe('the local Slack’s modals', () => {
  it('may hold inputs and an alert', () => {
    const view = {
      ...aModal(),
      blocks: [{ type: 'alert', text: plain('x'), level: 'warning' }, ...aModal().blocks],
    };

    assert.deepEqual(slackViewErrors(view), []);
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['a title of 25 characters', { ...aModal(), title: plain('t'.repeat(25)) }],
    ['a submit of 25 characters', { ...aModal(), submit: plain('t'.repeat(25)) }],
    ['inputs without a submit', { ...aModal(), submit: undefined }],
    ['metadata of 3001 characters', { ...aModal(), private_metadata: 'm'.repeat(3001) }],
    ['101 blocks', { ...aModal(), blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }],
    [
      'a button as an input',
      { ...aModal(), blocks: [{ type: 'input', label: plain('x'), element: aButton('one') }] },
    ],
    ['another type', { ...aModal(), type: 'message' }],
  ];
  for (const [name, view] of wrong) {
    it(`refuse ${name}`, () => {
      assert.equal(slackViewErrors(view).length, 1);
    });
  }
});
