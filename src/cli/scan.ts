import { createScanner, type Scanner } from '../detect/scanner.ts';
import { explainUnread, openInput, readAll } from './input.ts';
import type { Command, Io } from './io.ts';
import { type PrintedFinding, printedFinding } from './printed-finding.ts';
import { readRules, rulesDirectory } from './rules-directory.ts';
import { scanLines } from './scan-lines.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- scan [FILE|-] [--json | --jsonl] [--show-values] [--rules DIR]

Prints the personal data that the rules find in a text or in HTML, from a file or from standard input. Needs no
configuration, network or store.

  --json         one JSON object: {"findings":[{"rule","kind","confidence","start","end"}]}
  --jsonl        each input line is {"id","text"} or {"id","html"}, each output line {"id","findings"}, in order;
                 a line that cannot be read becomes {"id","line","error"}
  --show-values  also print what was found
  --pass-test-values  leave out the well-known card numbers and accounts of manuals
  --rules DIR    rules to scan with, instead of RULES_DIR or those that come with the program

Offsets count UTF-16 units of the given text. Exit code 0 whether or not anything was found, 1 when a line or a file
could not be read.

Example:
  echo 'my card is 4111 1111 1111 1111' | npm run -s redactor -- scan
`;

export const scanCommand: Command = async (args, io) => {
  const parsed = parseOrExplain(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        jsonl: { type: 'boolean', default: false },
        'show-values': { type: 'boolean', default: false },
        'pass-test-values': { type: 'boolean', default: false },
        rules: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    HELP,
    io,
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  if (positionals.length > 1 || (values.json && values.jsonl)) {
    const wrong = positionals.length > 1 ? 'Give one file, or none.' : 'Give either --json or --jsonl.';
    io.stderr.write(`${wrong}\n\n${HELP}`);
    return WRONG_USE;
  }
  const rules = readRules(rulesDirectory(values.rules, io), io);
  if (rules === undefined) return WRONG_USE;
  const [file = '-'] = positionals;
  const scanner = createScanner(rules, { passTestValues: values['pass-test-values'] });
  const showValues = values['show-values'];
  return await explainUnread(file, io, async () => {
    const chunks = openInput(file, io);
    if (values.jsonl) return await scanLines(scanner, chunks, io, showValues);
    const body = await readAll(chunks);
    if (io.stopped.aborted) return 1;
    printAll(scanner, body, io, { json: values.json, showValues });
    return 0;
  });
};

function printAll(
  scanner: Scanner,
  body: string,
  io: Io,
  { json, showValues }: { readonly json: boolean; readonly showValues: boolean },
): void {
  const findings = scanner.scan(body).map((match) => printedFinding(match, showValues));
  if (json) io.stdout.write(`${JSON.stringify({ findings })}\n`);
  else if (findings.length === 0) io.stdout.write('Nothing found.\n');
  else io.stdout.write(`${findings.map((finding) => humanLine(finding)).join('\n')}\n`);
}

function humanLine({ rule, confidence, start, end, value }: PrintedFinding): string {
  const place = `${start}-${end}`;
  return `${place.padEnd(12)} ${confidence.padEnd(9)} ${rule}${value === undefined ? '' : `  ${value}`}`;
}
