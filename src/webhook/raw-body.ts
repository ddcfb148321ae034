// The request's bytes as they came, since the signature is over those. Done here because it is all that this door
// needs of a body parser, and a general one costs as much as everything else that is done with an event.

import type { IncomingMessage } from 'node:http';

/** Undefined when there are more than `mostBytes`. Rejects when the sender breaks off. */
export function readRawBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      const [only] = chunks;
      if (bytes > mostBytes) resolve(undefined);
      else resolve(chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}
