// Without Slack the log is all that people have: it tells of a storm what the card would.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../src/log.ts';
import { createLogSender } from '../src/log-sender.ts';
import { id } from './support/builders.ts';

test('a storm is logged with how many are open and which, as far as its card lists them', async () => {
  const lines: string[] = [];
  const sender = createLogSender(createLog('info', { write: (line: string) => void lines.push(line) }));
  const since = new Date('2026-08-18T12:00:00Z');

  await sender.send(
    {
      kind: 'storm',
      noticeId: id('ntc_2'),
      region: 'us',
      revision: 1,
      turn: 0,
      since,
      until: undefined,
      standings: { unredactable: 14, redacted: 2 },
      reasons: [],
      oldest: since,
      open: [{ workspaceId: id('w1'), conversationId: id('4711'), standing: 'unredactable', saidAt: since }],
    },
    undefined,
  );

  const [storm, one] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual([storm?.about, storm?.open, storm?.count], ['storm', true, 14]);
  assert.deepEqual([one?.about, one?.conversationId], ['storm', '4711']);
});
