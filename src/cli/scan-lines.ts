// `scan --jsonl`: one message for each line in, one result for each line out, in order.

import type { Scanner } from '../detect/scanner.ts';
import { readLines, writeSlowly } from './input.ts';
import type { Io } from './io.ts';
import { readMessageLine } from './message-line.ts';
import { printedFinding } from './printed-finding.ts';

/** Exit code 1 when a line could not be read; its result then says so, and the others are scanned all the same. */
export async function scanLines(
  scanner: Scanner,
  chunks: Io['stdin'],
  io: Io,
  showValues: boolean,
): Promise<number> {
  let number = 0;
  let failed = false;
  for await (const lines of readLines(chunks, io.stopped)) {
    let output = '';
    for (const line of lines) {
      number += 1;
      const read = readMessageLine(line);
      if (read.kind === 'message') {
        const findings = scanner.scan(read.body).map((match) => printedFinding(match, showValues));
        output += `{"id":${read.id},"findings":${JSON.stringify(findings)}}\n`;
      } else {
        failed = true;
        output += `{"id":${read.id},"line":${number},"error":${JSON.stringify(read.error)}}\n`;
      }
    }
    await writeSlowly(io, output);
  }
  return failed || io.stopped.aborted ? 1 : 0;
}
