// WebSocket frames. Source: RFC 6455, section 5.

export type FrameKind = 'continuation' | 'text' | 'binary' | 'close' | 'ping' | 'pong';

export interface Frame {
  readonly kind: FrameKind;
  readonly isLast: boolean;
  readonly payload: Buffer;
}

const OPCODES: Readonly<Record<FrameKind, number>> = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
};
const LARGEST = 1_048_576;

/** A whole frame from a server, which never masks. */
export function writeFrame(kind: FrameKind, payload: Buffer): Buffer {
  const first = 0x80 | OPCODES[kind];
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = first;
  if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

/**
 * The first frame from a client, and what comes after it; undefined while it is not whole.
 * @throws when it is too large, not masked or of no known kind.
 */
export function readFrame(given: Buffer): { readonly frame: Frame; readonly rest: Buffer } | undefined {
  if (given.length < 2) return undefined;
  const [first = 0, second = 0] = given;
  const kind = (Object.keys(OPCODES) as FrameKind[]).find((name) => OPCODES[name] === (first & 0x0f));
  if (kind === undefined || (first & 0x70) !== 0) throw new Error('an unknown frame');
  if ((second & 0x80) === 0) throw new Error('a client must mask');
  const short = second & 0x7f;
  const maskAt = short === 126 ? 4 : short === 127 ? 10 : 2;
  const start = maskAt + 4;
  if (given.length < start) return undefined;
  const length =
    short === 126 ? given.readUInt16BE(2) : short === 127 ? Number(given.readBigUInt64BE(2)) : short;
  if (length > LARGEST) throw new Error('a frame too large');
  if (given.length < start + length) return undefined;
  const payload = Buffer.from(given.subarray(start, start + length));
  for (let index = 0; index < length; index += 1) {
    payload[index] = (payload[index] ?? 0) ^ (given[maskAt + (index % 4)] ?? 0);
  }
  return { frame: { kind, isLast: (first & 0x80) !== 0, payload }, rest: given.subarray(start + length) };
}
