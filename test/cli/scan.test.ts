import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { scanCommand } from '../../src/cli/scan.ts';
import { aPack, aRule } from '../rules/a-rule.ts';
import { onePack } from '../support/one-pack.ts';
import { type MemoryIo, memoryIo } from './memory-io.ts';

const CARD = 'my card is 4111 1111 1111 1111';
const directory = mkdtempSync(join(tmpdir(), 'scan-'));
after(() => rmSync(directory, { recursive: true }));

const RULES_DIR = onePack();

function anIo(input?: Parameters<typeof memoryIo>[0]): MemoryIo {
  return memoryIo(input, { RULES_DIR });
}

describe('redactor scan', () => {
  it('prints place, confidence and rule, but not the value', async () => {
    const io = anIo(CARD);

    const code = await scanCommand([], io);

    assert.equal(code, 0);
    assert.equal(io.out(), '11-30        certain   payment_card.number\n');
  });

  it('prints the value when asked', async () => {
    const io = anIo(CARD);

    await scanCommand(['-', '--show-values'], io);

    assert.match(io.out(), /payment_card\.number {2}4111111111111111\n$/);
  });

  it('says so when there is nothing', async () => {
    const io = anIo('hello');

    assert.equal(await scanCommand([], io), 0);
    assert.equal(io.out(), 'Nothing found.\n');
  });

  it('reads a file and prints JSON', async () => {
    const file = join(directory, 'message.html');
    writeFileSync(file, '<p>SSN 219-09-9999</p>');
    const io = memoryIo();

    assert.equal(await scanCommand([file, '--json'], io), 0);
    assert.deepEqual(JSON.parse(io.out()), {
      findings: [
        { rule: 'national_id.us_ssn', kind: 'national_id', confidence: 'certain', start: 7, end: 18 },
      ],
    });
  });

  it('fails on a file that it cannot read', async () => {
    const io = anIo();

    assert.equal(await scanCommand([join(directory, 'none')], io), 1);
    assert.equal(io.err(), `The file ${join(directory, 'none')} is not there.\n`);
  });

  it('fails on a folder', async () => {
    const io = anIo();

    assert.equal(await scanCommand([directory], io), 1);
    assert.equal(io.err(), `The file ${directory} is a folder, not a file.\n`);
  });

  it('tells a person at a terminal that it waits for a text', async () => {
    const io = anIo();

    await scanCommand([], { ...io, stdin: Object.assign(io.stdin, { isTTY: true }) });

    assert.match(io.err(), /Ctrl-D/);
  });

  it('takes rules from --rules, else from RULES_DIR', async () => {
    writeFileSync(join(directory, 'badges.yaml'), aPack(aRule()).text);
    const [asked, set] = [memoryIo(`B1234 ${CARD}`), memoryIo(`B1234 ${CARD}`, { RULES_DIR: directory })];

    await scanCommand(['--rules', directory], asked);
    await scanCommand([], set);

    assert.equal(asked.out(), '0-5          likely    badge.number\n');
    assert.equal(set.out(), asked.out());
  });

  it('refuses wrong rules and wrong arguments with exit code 2', async () => {
    const wrong = mkdtempSync(join(directory, 'wrong-'));
    writeFileSync(join(wrong, 'badges.yaml'), aPack(aRule({ pattern: '(' })).text);
    const cases = [
      ['--rules', wrong],
      ['--rules', join(directory, 'none')],
      ['--colour'],
      ['a', 'b'],
      ['--json', '--jsonl'],
    ];

    for (const args of cases) {
      const io = anIo(CARD);
      assert.equal(await scanCommand(args, io), 2, args.join(' '));
      assert.notEqual(io.err(), '');
      assert.equal(io.out(), '');
    }
  });

  it('explains itself with an example', async () => {
    const io = anIo();

    assert.equal(await scanCommand(['--help'], io), 0);
    assert.match(io.out(), /^Usage: .* scan .*\n[\s\S]*Example:\n/);
  });
});

describe('redactor scan --jsonl', () => {
  it('answers each line in order, with offsets into the given text', async () => {
    const html = `<p>${CARD.replaceAll(' ', '&nbsp;')}</p>`;
    const lines = [
      { id: 'a', text: CARD },
      { id: 2, html },
      { id: 'c', text: 'hello' },
    ];
    const io = memoryIo(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(''));

    const code = await scanCommand(['--jsonl'], io);

    assert.equal(code, 0);
    const finding = { rule: 'payment_card.number', kind: 'payment_card', confidence: 'certain' };
    assert.deepEqual(
      io
        .out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        { id: 'a', findings: [{ ...finding, start: 11, end: 30 }] },
        { id: 2, findings: [{ ...finding, start: 29, end: 63 }] },
        { id: 'c', findings: [] },
      ],
    );
    assert.equal(html.slice(29, 63), '4111&nbsp;1111&nbsp;1111&nbsp;1111');
  });

  it('prints values only when asked', async () => {
    const io = anIo(`${JSON.stringify({ id: 1, text: CARD })}\n`);

    await scanCommand(['--jsonl', '--show-values'], io);

    assert.equal(JSON.parse(io.out()).findings[0].value, '4111111111111111');
  });

  it('names the line that it cannot read, with its id, goes on, and fails in the end', async () => {
    const io = anIo('{"id":1,"text":"a"}\nnot json\n{"id":2}\n\n{"id":3,"text":"b"}');

    assert.equal(await scanCommand(['--jsonl'], io), 1);
    assert.deepEqual(
      io
        .out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        { id: 1, findings: [] },
        { id: null, line: 2, error: 'not JSON' },
        { id: 2, line: 3, error: 'no text or html that is text' },
        { id: null, line: 4, error: 'not JSON' },
        { id: 3, findings: [] },
      ],
    );
  });

  it('reads past a mark of byte order, and a last line without an end', async () => {
    const io = anIo([Buffer.from('\ufeff{"id":1,"text":"a"}\r\n{"id":2,"text":"b"}')]);

    assert.equal(await scanCommand(['--jsonl'], io), 0);
    assert.equal(io.out(), '{"id":1,"findings":[]}\n{"id":2,"findings":[]}\n');
  });

  it('reads lines of eight megabytes', async () => {
    const line = JSON.stringify({ id: 'long', text: `${'it is late. '.repeat(699_051)}${CARD}` });
    const bytes = Buffer.from(`${line}\n${line}\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
      bytes.subarray(index * 65_536, (index + 1) * 65_536),
    );
    const io = anIo(chunks);

    assert.equal(await scanCommand(['--jsonl'], io), 0);
    const results = io
      .out()
      .trimEnd()
      .split('\n')
      .map((result) => JSON.parse(result));
    assert.deepEqual(
      results.map(({ id, findings }) => [id, findings.length]),
      [
        ['long', 1],
        ['long', 1],
      ],
    );
  });

  it('reads lines and characters that chunks cut in two', async () => {
    const bytes = Buffer.from(
      `${JSON.stringify({ id: 'ü', text: 'карта 4111 1111 1111 1111' })}\n`.repeat(3),
    );
    const io = anIo(Array.from(bytes, (byte) => Uint8Array.of(byte)));

    assert.equal(await scanCommand(['--jsonl'], io), 0);
    const lines = io
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ id, findings }) => [id, findings.length]),
      [
        ['ü', 1],
        ['ü', 1],
        ['ü', 1],
      ],
    );
  });

  it('waits for a reader that is behind', async () => {
    const memory = anIo(Array.from({ length: 5 }, (_, id) => `${JSON.stringify({ id, text: 'x' })}\n`));
    let waiting = 0;
    const slow = {
      write(text: string) {
        memory.stdout.write(text);
        waiting += 1;
        assert.equal(waiting, 1);
        return false;
      },
      once(_event: 'drain', listener: () => void) {
        setTimeout(() => {
          waiting -= 1;
          listener();
        }, 1);
      },
    };

    assert.equal(await scanCommand(['--jsonl'], { ...memory, stdout: slow }), 0);
    assert.equal(memory.out().split('\n').length, 6);
  });

  it('ends when it is asked to, though more could come', async () => {
    const stop = new AbortController();
    const endless = {
      async *[Symbol.asyncIterator]() {
        yield `${JSON.stringify({ id: 1, text: CARD })}\n{"id":2,"te`;
        setImmediate(() => stop.abort());
        await new Promise(() => undefined);
      },
    };
    const io = { ...anIo(), stdin: endless, stopped: stop.signal };

    assert.equal(await scanCommand(['--jsonl'], io), 1);
    assert.equal(io.out().split('\n').length, 2);
  });

  it('works as a process', () => {
    const input = `${JSON.stringify({ id: 1, text: CARD })}\n`.repeat(2_000);

    const output = execFileSync(
      process.execPath,
      [resolve(import.meta.dirname, '../../src/main.ts'), 'scan', '--jsonl'],
      {
        input,
        encoding: 'utf8',
      },
    );

    assert.equal(output.trimEnd().split('\n').length, 2_000);
  });
});
