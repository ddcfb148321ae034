import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { emulatorCommand } from '../../src/cli/emulator.ts';
import { createReceiver } from '../emulator/intercom-client.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const SAMPLE = join(import.meta.dirname, '../emulator/seed.yaml');

/** Makes the printed call that ends like this, as somebody does who copies it into a shell. */
async function run(
  printed: string,
  end: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const line = printed.split('\n').find((it) => it.startsWith('  curl') && it.endsWith(` ${end}`));
  assert.ok(line, `a line that ends in ${end}`);
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const [, method = 'GET'] = /-X (\S+)/.exec(line) ?? [];
  const [, url = ''] = /(http\S+?)'?$/.exec(line) ?? [];
  const response = await fetch(url, { method, headers: Object.fromEntries(headers) });
  return { status: response.status, body: await response.text() };
}

describe('redactor emulator', () => {
  it('says once what keeps the webhook from answering, and connects when it does', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/webhooks/intercom`;
    const heads: (string | undefined)[] = [];
    const webhook = createServer((request, response) => {
      heads.push(request.method);
      response.writeHead(heads.length < 3 ? 404 : 200).end();
    });

    const ended = emulatorCommand(['--webhook', url], io);
    await until(() => io.err() !== '', 'the first complaint');
    webhook.listen(port, '127.0.0.1');
    await until(() => heads.includes('POST'), 'the ping');
    stop.abort();

    assert.equal(await ended, 0);
    webhook.close();
    assert.deepEqual(io.err().trimEnd().split('\n'), [
      `${url} cannot be reached. Start the service there, with the variables above. It is tried again every second.`,
      `${url} answered status 404 to HEAD, where Intercom asks for 200. The path is /webhooks/intercom. It is tried again every second.`,
    ]);
    assert.match(io.out(), new RegExp(`Notifications go to ${url}\n$`));
  });

  it('plants a seed and prints calls to try with its ids, deletion and side conversations among them', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };

    const ended = emulatorCommand(['--seed', SAMPLE], io);
    await until(() => io.out().includes('Ctrl-C'), 'the guide');
    const [, url = ''] = /listens on (\S+)/.exec(io.out()) ?? [];
    const { body, status } = await run(io.out(), `${url}/conversations/215480037300001/side_conversations`);
    const alone = await run(io.out(), `-X DELETE ${url}/tickets/215480037300003`);
    const deleted = await run(
      io.out(),
      `-X DELETE '${url}/conversations/215480037300001?retain_metrics=true'`,
    );
    const report = await (await fetch(`${url}/__emulator/reporting`)).json();
    stop.abort();

    assert.equal(await ended, 0);
    assert.match(io.out(), /^Seeded: 3 conversations, 1 side conversation, 2 tickets\.$/m);
    assert.match(io.out(), /"conversation_id":"215480037300001","conversation_part_id":"31077900001"/);
    assert.equal(status, 200);
    assert.match(body, /"side_conversation_id":"215480037300002"/);
    assert.equal(alone.status, 403);
    assert.deepEqual(JSON.parse(deleted.body), {
      id: '215480037300001',
      object: 'conversation',
      deleted: true,
    });
    assert.equal((report as { totals: { deletedConversations: number } }).totals.deletedConversations, 1);
  });

  it('prints names for ids without a seed', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };

    const ended = emulatorCommand([], io);
    await until(() => io.out().includes('Ctrl-C'), 'the guide');
    stop.abort();

    assert.equal(await ended, 0);
    assert.match(io.out(), /conversations\/CONVERSATION_ID\?retain_metrics=true/);
    assert.doesNotMatch(io.out(), /Seeded|undefined/);
  });

  it('plants a seed once the webhook answers, so that it is told', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };
    await using receiver = await createReceiver();

    const ended = emulatorCommand(['--seed', SAMPLE, '--webhook', receiver.url], io);
    await until(() => receiver.topics().includes('ticket.created'), 'the ticket');
    stop.abort();

    assert.equal(await ended, 0);
    assert.ok(receiver.topics().includes('conversation.user.created'));
    assert.ok(io.out().indexOf('Notifications go to') < io.out().indexOf('Seeded:'));
  });

  it('refuses a seed that is not there or none, with the place and no value', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'seed-')), 'seed.yaml');
    await writeFile(file, 'conversations:\n  - body: my card is 4111 1111 1111 1111\n');

    await assert.rejects(emulatorCommand(['--seed', file], memoryIo()), {
      code: 'config_invalid',
      message: `${file}:2:11: \`conversations[0].body\` is no field of a seed.\ntest/emulator/seed.yaml shows every field of a seed.`,
    });
    await assert.rejects(emulatorCommand(['--seed', '/nowhere/seed.yaml'], memoryIo()), {
      code: 'config_invalid',
      message: '--seed: the file /nowhere/seed.yaml is not there.',
    });
  });

  it('ends while it waits for the webhook', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };

    const ended = emulatorCommand(['--webhook', `http://127.0.0.1:${await freePort()}/`], io);
    await until(() => io.err() !== '', 'the complaint');
    stop.abort();

    assert.equal(await ended, 0);
  });

  it('refuses a port that is none or is taken, and an address that is none', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    await assert.rejects(emulatorCommand(['--port', String(port)], memoryIo()), {
      code: 'config_invalid',
      message: `--port ${port}: another process has this port. Stop it, or choose another port.`,
    });
    for (const wrong of ['x', '-1', '65536', ''])
      await assert.rejects(emulatorCommand([`--port=${wrong}`], memoryIo()), { code: 'usage' });
    for (const wrong of ['x', '', 'ftp://a/b'])
      await assert.rejects(emulatorCommand([`--webhook=${wrong}`], memoryIo()), { code: 'usage' });
    other.close();
  });
});
