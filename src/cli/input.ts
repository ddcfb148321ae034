// Reads a command's input without holding more of it than needed.

import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { whyUnread } from '../why-unread.ts';
import type { Io } from './io.ts';

type Chunks = AsyncIterable<Uint8Array | string> | Readable;

/** The whole input as text. */
export async function readAll(chunks: Chunks): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks)
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Its lines, as many at a time as each chunk ends, without line ends. A last empty line does not count. */
export async function* readLines(chunks: Chunks, stopped: AbortSignal): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  // Joined only when a line ends, so that a line of many chunks costs no more than its length.
  let open: string[] = [];
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    if (lines.length === 0) {
      open.push(last);
      continue;
    }
    lines[0] = open.join('') + (lines[0] ?? '');
    open = [last];
    yield lines.map(withoutReturn);
  }
  const rest = open.join('') + decoder.decode();
  // Asked to end in the middle of a line: what there is of it is none.
  if (rest !== '' && !stopped.aborted) yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** A file's chunks, or those of standard input for `-`, until the process is asked to end. */
export function openInput(file: string, io: Io): AsyncIterable<Uint8Array | string> {
  if (file !== '-') return untilStopped(createReadStream(file), io.stopped);
  if (io.stdin.isTTY) io.stderr.write('Type or paste the text, then Enter and Ctrl-D.\n');
  return untilStopped(io.stdin, io.stopped);
}

/** Says why the input cannot be read, and resolves with 1; rejects as before when that is not the reason. */
export async function explainUnread(file: string, io: Io, read: () => Promise<number>): Promise<number> {
  try {
    return await read();
  } catch (error) {
    const why = whyUnread(error);
    if (why === undefined) throw error;
    io.stderr.write(`${file === '-' ? 'Standard input' : `The file ${file || "''"}`} ${why}.\n`);
    return 1;
  }
}

/** A command that waits for input can end at once. */
async function* untilStopped(chunks: Chunks, stopped: AbortSignal): AsyncGenerator<Uint8Array | string> {
  const iterator: AsyncIterator<Uint8Array | string> = chunks[Symbol.asyncIterator]();
  const end = new Promise<IteratorResult<Uint8Array | string>>((resolve) => {
    stopped.addEventListener('abort', () => resolve({ done: true, value: undefined }), { once: true });
  });
  while (!stopped.aborted) {
    const next = await Promise.race([iterator.next(), end]);
    if (next.done) return;
    yield next.value;
  }
}

/** Writes, and waits while the reader is behind, but not for one that is gone. */
export async function writeSlowly({ stdout, stopped }: Io, text: string): Promise<void> {
  if (stdout.write(text) || stopped.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stopped.removeEventListener('abort', done);
      resolve();
    };
    stdout.once('drain', done);
    stopped.addEventListener('abort', done);
  });
}
