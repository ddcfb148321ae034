// Whatever should ever slip into a request to Slack, by whichever way, is held back.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { createRuleSet, OWN_RULES_DIR } from '../../src/rule-set.ts';
import { loadRules } from '../../src/rules/load.ts';
import { gated } from '../../src/slack/gate.ts';
import { GENERIC } from '../../src/slack/own-marks.ts';
import { renderCard } from '../../src/slack/render-card.ts';
import { SAMPLE_CARDS, SAMPLE_TIME } from '../../src/slack/sample-cards.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';
import { TOKENS } from './cards.ts';

const { scan } = createRuleSet(loadRules(OWN_RULES_DIR, 'form').rules, DEFAULT_POLICY, {
  mayDelete: true,
  mayNote: true,
});
const CHANNEL = 'C0PRIVACY';
const SECRETS = [
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  'jo.doe@mail.example',
  '+49 170 1234567',
  'my password is Tr0ub4dor&3',
];

let slack: SlackEmulator;
let held = 0;
before(async () => {
  slack = await createSlackEmulator();
});
afterEach(() => {
  slack.reset();
  held = 0;
});
after(() => slack.close());

function client() {
  return createSlackClient({
    token: slack.token,
    apiUrl: slack.url,
    timeoutMs: 2_000,
    fetch: gated(globalThis.fetch, {
      isClean: (text) => scan(text).length === 0,
      onHeld: () => {
        held += 1;
      },
    }),
  });
}

describe('the last gate', () => {
  for (const { name, card } of SAMPLE_CARDS) {
    it(`lets the sample card through as it is: ${name}`, async () => {
      const { text, blocks } = renderCard(card, SAMPLE_TIME, TOKENS.write);

      await client().chat.postMessage({ channel: CHANNEL, text, blocks: [...blocks] });

      assert.equal(held, 0);
      assert.equal(slack.messages[0]?.text, text);
    });
  }

  it('holds back personal data wherever it stands in a message', async () => {
    const place = fc.constantFrom('text', 'section', 'field', 'context', 'button');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SECRETS), place, async (secret, where) => {
        slack.reset();
        const at = (one: string): string => (one === where ? `Please note ${secret} here` : 'All is well');
        const mrkdwn = (one: string) => ({ type: 'mrkdwn' as const, text: at(one) });

        await client().chat.postMessage({
          channel: CHANNEL,
          text: at('text'),
          blocks: [
            { type: 'section', text: mrkdwn('section'), fields: [mrkdwn('field')] },
            { type: 'context', elements: [mrkdwn('context')] },
            {
              type: 'actions',
              elements: [
                { type: 'button', action_id: 'retry', text: { type: 'plain_text', text: at('button') } },
              ],
            },
          ],
        });

        assert.equal(JSON.stringify(slack.calls).includes(secret), false);
        assert.equal(slack.messages[0]?.text, GENERIC);
      }),
      { numRuns: 60 },
    );
    assert.equal(held, 60);
  });

  it('holds back what answers a press, and an edit, too', async () => {
    const [secret = ''] = SECRETS;
    const { channel = '', ts = '' } = await client().chat.postMessage({
      channel: CHANNEL,
      text: 'All is well',
    });

    await client().chat.update({ channel, ts, text: `Call ${secret}`, blocks: [] });

    assert.equal(slack.messages[0]?.text, GENERIC);
    assert.equal(held, 1);
  });
});
