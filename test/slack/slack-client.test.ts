import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slackClientOptions } from '../../src/slack/slack-client.ts';

function fetchAnswering(body: string): NonNullable<ReturnType<typeof slackClientOptions>['fetch']> {
  const apiUrl = 'https://slack.test/api/';
  const { fetch } = slackClientOptions({ apiUrl, timeoutMs: 100, fetch: async () => new Response(body) });
  assert.ok(fetch !== undefined);
  return fetch;
}

describe('the client for Slack', () => {
  it('takes plain text from the address that answers a button', async () => {
    const answer = await fetchAnswering('ok')('https://hooks.slack.test/actions/1');

    assert.equal(await answer.text(), 'ok');
  });

  for (const body of ['ok', 'null', '[]', '"ok"', '{"ok":', '']) {
    it(`takes nothing but an object from the API: ${body}`, async () => {
      await assert.rejects(fetchAnswering(body)('https://slack.test/api/auth.test'), /not a JSON object/);
    });
  }
});
