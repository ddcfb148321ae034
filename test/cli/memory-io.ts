// An Io whose input is given and whose output is kept.

import type { Io } from '../../src/cli/io.ts';

export interface MemoryIo extends Io {
  /** What was written so far. */
  out(): string;
  err(): string;
}

export function memoryIo(
  input: string | readonly (string | Uint8Array)[] = '',
  env: Readonly<Record<string, string>> = {},
): MemoryIo {
  const written: [string[], string[]] = [[], []];
  const output = (texts: string[]): Io['stdout'] => ({
    write(text) {
      texts.push(text);
      return true;
    },
    once: () => undefined,
  });
  return {
    stdin: chunks(typeof input === 'string' ? [input] : input),
    stdout: output(written[0]),
    stderr: output(written[1]),
    env,
    stopped: new AbortController().signal,
    out: () => written[0].join(''),
    err: () => written[1].join(''),
  };
}

async function* chunks(all: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* all;
}
