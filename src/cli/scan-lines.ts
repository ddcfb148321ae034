// `scan --jsonl`: one message for each line in, one result for each line out, in order.

import * as z from 'zod';
import type { Scanner } from '../detect/scanner.ts';
import { readLines, writeSlowly } from './input.ts';
import type { Io } from './io.ts';
import { printedFinding } from './printed-finding.ts';

const Line = z.union([
  z.object({ id: z.union([z.string(), z.number()]), text: z.string() }),
  z.object({ id: z.union([z.string(), z.number()]), html: z.string() }),
]);

/** Exit code 1 when a line could not be read; its result then says so, and the others are scanned all the same. */
export async function scanLines(
  scanner: Scanner,
  chunks: Io['stdin'],
  io: Io,
  showValues: boolean,
): Promise<number> {
  let number = 0;
  let failed = false;
  for await (const lines of readLines(chunks)) {
    let output = '';
    for (const line of lines) {
      number += 1;
      const parsed = parseLine(line);
      if (parsed === undefined) {
        failed = true;
        output += `${JSON.stringify({ id: null, line: number, error: 'not {"id","text"} or {"id","html"} as JSON' })}\n`;
        continue;
      }
      const findings = scanner.scan(parsed.body).map((match) => printedFinding(match, showValues));
      output += `${JSON.stringify({ id: parsed.id, findings })}\n`;
    }
    await writeSlowly(io.stdout, output);
  }
  return failed || io.stopped.aborted ? 1 : 0;
}

function parseLine(line: string): { readonly id: string | number; readonly body: string } | undefined {
  try {
    const { id, ...rest } = Line.parse(JSON.parse(line));
    return { id, body: 'text' in rest ? rest.text : rest.html };
  } catch {
    return undefined;
  }
}
