// How fast the scanner is, beside the least that its work could cost: one RE2.Set over the same text.

import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Parser } from 'htmlparser2';
import RE2 from 're2';
import type { Io } from '../../src/cli/io.ts';
import { scanCommand } from '../../src/cli/scan.ts';
import { createScanner } from '../../src/detect/scanner.ts';
import { loadRules } from '../../src/rules/load.ts';
import { Rule } from '../../src/rules/rule.ts';
import { aRule } from '../rules/a-rule.ts';
import { median } from './figures.ts';
import { FOREIGN, HTML, PLAIN } from './messages.ts';
import { installPeers } from './peers.ts';

const ROUNDS = 9;
/** Until the engine has compiled what it runs often. */
const WARM_UP_ROUNDS = 20;
const { rules } = loadRules(resolve(import.meta.dirname, '../../rules'));

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Medians of microseconds for each message, of several ways to treat the same messages, taken in turns. */
function compare(
  messages: readonly string[],
  ways: readonly ((message: string) => unknown)[],
): readonly number[] {
  const times: number[][] = ways.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    ways.forEach((way, index) => {
      const start = process.hrtime.bigint();
      for (const message of messages) way(message);
      const micros = Number(process.hrtime.bigint() - start) / 1000 / messages.length;
      if (round >= 0) times[index]?.push(micros);
    });
  }
  return times.map(median);
}

function report(name: string, ours: number, base: number, bar: string): void {
  const ratio = (ours / base).toFixed(2);
  print(`${name.padEnd(34)} ${ours.toFixed(2)} µs, ${ratio} × ${base.toFixed(2)} µs (bar: ${bar})`);
}

function textOf(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext(part) {
      text += part;
    },
  });
  parser.write(html);
  parser.end();
  return text;
}

function benchMessages(): void {
  const { scan } = createScanner(rules);
  // Of the rules that no word chooses: RE2 has no set for all, which would need more memory than it takes.
  const wordless = rules.filter((rule) => rule.keywords.length === 0 && rule.context?.effect !== 'required');
  const set = new RE2.Set(
    wordless.map(({ pattern }) => pattern),
    'u',
    { maxMem: 64 * 1024 * 1024 },
  );
  const bare = (text: string): unknown => set.match(text);
  const bareHtml = (html: string): unknown => set.match(textOf(html));
  const [plain = 0, plainBase = 1] = compare(PLAIN, [scan, bare]);
  report('clean plain text / RE2.Set', plain, plainBase, '≤ 3');
  const [html = 0, htmlBase = 1] = compare(HTML, [scan, bareHtml]);
  report('clean HTML / htmlparser2 + RE2.Set', html, htmlBase, '≤ 2');
  const [foreign = 0, foreignBase = 1] = compare(FOREIGN, [scan, bare]);
  report('clean Russian, Chinese / RE2.Set', foreign, foreignBase, 'none');
  const dirty = PLAIN.map((text) => `${text} My card is 4111 1111 1111 1111.`);
  const [found = 0, foundBase = 1] = compare(dirty, [scan, bare]);
  report('with a card / RE2.Set', found, foundBase, 'none');
}

/** Rules with words of their own, as packs for many countries have. */
function manyRules(count: number): readonly Rule[] {
  return Array.from({ length: count }, (_, number) => {
    const word = `badge${number.toString(36)}`;
    return Rule.parse(
      aRule({ id: `badge.n${number}`, keywords: [word, `${word}s`], pattern: `${word}s? \\d{4}` }),
    );
  });
}

/** So many rules: evenly many of each of the product's own packs, and beyond their number some of those above. */
function someRules(count: number): readonly Rule[] {
  const share = Math.min(1, count / rules.length);
  const own = rules.filter((_, number) => Math.floor((number + 1) * share) > Math.floor(number * share));
  return [...own, ...manyRules(count - own.length)];
}

function benchRules(): void {
  const counts = [100, 300, 1000];
  const scanners = counts.map((count) => createScanner(someRules(count)));
  const times = compare(
    PLAIN,
    scanners.map(({ scan }) => scan),
  );
  counts.forEach((count, index) => {
    report(`${count} rules / 100`, times[index] ?? 0, times[0] ?? 1, '≤ 2');
  });
}

function benchSizes(): void {
  const { scan } = createScanner(rules);
  const card = 'card 4111 1111 1111 1112, SSN 666-09-9999, <b>x</b> &nbsp; password is ';
  for (const unit of [
    'Hello, where is my order? ',
    '<p>Hello, <b>where</b> is it?</p>',
    '&nbsp;',
    '1234 ',
    card,
  ]) {
    const [short, long] = [unit.repeat(200_000 / unit.length), unit.repeat(400_000 / unit.length)];
    const [shortTime = 1] = compare([short], [scan]);
    const [longTime = 0] = compare([long], [scan]);
    report(`400 KB / 200 KB of ${JSON.stringify(unit.slice(0, 12))}`, longTime, shortTime, 'about 2');
  }
}

async function benchLines(): Promise<void> {
  const lines = [...PLAIN, ...HTML].map(
    (text, id) => `${JSON.stringify({ id, [id < 1000 ? 'text' : 'html']: text })}\n`,
  );
  const input = Buffer.from(lines.join('').repeat(20));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < input.length; at += 65_536) chunks.push(input.subarray(at, at + 65_536));
  const sink = { write: () => true, once: () => undefined };
  const rates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const io: Io = {
      stdin: Readable.from(chunks),
      stdout: sink,
      stderr: sink,
      env: {},
      stopped: new AbortController().signal,
    };
    const start = process.hrtime.bigint();
    await scanCommand(['--jsonl'], io);
    rates.push((lines.length * 20) / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  print(
    `${'scan --jsonl'.padEnd(34)} ${Math.round(median(rates)).toLocaleString('en')} messages/s (bar: ≥ 20,000)`,
  );
}

/** Each peer over a few of the texts, since some take milliseconds for each. */
async function benchPeers(): Promise<void> {
  const installed = installPeers();
  if (installed === undefined) return print('npm peers: the registry cannot be reached, not measured');
  const { scan } = createScanner(rules);
  const texts = PLAIN.slice(0, 100);
  try {
    for (const { name, redact } of installed.peers) {
      const times: [ours: number[], peer: number[]] = [[], []];
      for (let round = -2; round < ROUNDS; round += 1) {
        const ours = await microsPerText(texts, scan);
        const peer = await microsPerText(texts, redact);
        if (round < 0) continue;
        times[0].push(ours);
        times[1].push(peer);
      }
      const [ours, peer] = [median(times[0]), median(times[1])];
      print(`${name.padEnd(34)} ${peer.toFixed(1)} µs, ${(peer / ours).toFixed(1)} × ours (bar: ≥ 10)`);
    }
  } finally {
    installed.close();
  }
}

async function microsPerText(texts: readonly string[], redact: (text: string) => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  for (const text of texts) {
    const result = redact(text);
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - start) / 1000 / texts.length;
}

/** Prints medians and ratios; never fails by time. */
export async function benchDetect(): Promise<void> {
  benchMessages();
  await benchPeers();
  benchRules();
  benchSizes();
  await benchLines();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchDetect();
