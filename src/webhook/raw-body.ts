// The request's bytes as they came, since the signature is over those. Done here because it is all that this door
// needs of a body parser, and a general one costs as much as everything else that is done with an event.

import type { IncomingMessage } from 'node:http';

export interface Bounds {
  /** Of one body. */
  readonly mostBytes: number;
  /** Of all bodies that are being received: anybody can send, and only what is complete shows whether it is signed. */
  readonly mostBytesAtOnce: number;
}

export type RawBody = Buffer | 'too_large' | 'too_busy' | 'broken_off';

/** Reads bodies within common bounds. What goes beyond is read to its end, so that it can be answered, and not kept. */
export function createBodyReader({
  mostBytes,
  mostBytesAtOnce,
}: Bounds): (request: IncomingMessage) => Promise<RawBody> {
  let bytesAtOnce = 0;

  return (request) =>
    new Promise((resolve) => {
      let chunks: Buffer[] = [];
      let bytes = 0;
      let refused: 'too_large' | 'too_busy' | undefined;
      const letGo = (): void => {
        if (!refused) bytesAtOnce -= bytes;
        chunks = [];
      };
      request.on('data', (chunk: Buffer) => {
        if (refused) return;
        bytes += chunk.length;
        bytesAtOnce += chunk.length;
        chunks.push(chunk);
        if (bytes <= mostBytes && bytesAtOnce <= mostBytesAtOnce) return;
        letGo();
        refused = bytes > mostBytes ? 'too_large' : 'too_busy';
      });
      request.on('end', () => {
        const [only] = chunks;
        const body = only && chunks.length === 1 ? only : Buffer.concat(chunks);
        letGo();
        resolve(refused ?? body);
      });
      request.on('error', () => {
        letGo();
        refused ??= 'too_busy';
        resolve('broken_off');
      });
    });
}
