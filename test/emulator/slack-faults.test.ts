import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackFaultKind } from '../../src/emulator/slack-faults.ts';
import { SLACK_METHODS } from '../../src/emulator/slack-methods.ts';

let slack: SlackEmulator;
before(async () => {
  slack = await createSlackEmulator();
});
afterEach(() => slack.reset());
after(() => slack.close());

/** The status and the body, or that there was no answer. */
async function call(method: string, patienceMs = 20_000): Promise<string> {
  const token = method === 'apps.connections.open' ? slack.appToken : slack.token;
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  try {
    const answer = await fetch(slack.url + method, {
      method: 'POST',
      headers,
      signal: AbortSignal.timeout(patienceMs),
    });
    return `${answer.status} ${await answer.text()}`;
  } catch (error) {
    return error instanceof DOMException ? 'hangs' : 'cut off';
  }
}

const FAULTS: readonly (readonly [SlackFaultKind, string])[] = [
  [{ kind: 'rate_limited', retryAfterSeconds: 3 }, '429 {"ok":false,"error":"ratelimited"'],
  [{ kind: 'error', error: 'internal_error' }, '200 {"ok":false,"error":"internal_er'],
  [{ kind: 'status', status: 503 }, '503 <html><body>Something stands be'],
  [{ kind: 'html' }, '200 <html><body>Something stands be'],
  [{ kind: 'cut' }, 'cut off'],
  [{ kind: 'hang' }, 'hangs'],
  [{ kind: 'reset' }, 'cut off'],
];

describe('faults of the local Slack', () => {
  for (const method of Object.keys(SLACK_METHODS)) {
    it(`hit ${method} once, and no other method`, async () => {
      const other = method === 'auth.test' ? 'chat.update' : 'auth.test';
      for (const [kind, expected] of FAULTS) {
        slack.faults.add({ ...kind, method, times: 1 });

        const untouched = await call(other);
        const hit = await call(method, kind.kind === 'hang' ? 500 : undefined);
        const next = await call(method);

        assert.ok(hit.startsWith(expected), `${kind.kind}: ${hit}`);
        assert.match(untouched, /^200 \{"ok":/);
        assert.match(next, /^200 \{"ok":/);
      }
      const results = slack.calls.filter((made) => made.method === method).map(({ result }) => result);
      assert.deepEqual(
        results.filter((_, index) => index % 2 === 0),
        FAULTS.map(([{ kind }]) => kind),
      );
    });
  }
});
