// One WebSocket on the server's side: whole texts in and out, pings answered, both ways of closing. Source: RFC 6455.

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Frame, type FrameKind, readFrame, writeFrame } from './slack-frames.ts';

export interface WebSocketEnd {
  send(text: string): void;
  ping(): void;
  pong(payload: Buffer): void;
  /** With a closing handshake. */
  close(code: number): void;
  /** Without one. */
  cut(): void;
}

export interface WebSocketEvents {
  readonly onText: (text: string) => void;
  readonly onEnd: () => void;
}

const NORMAL = 1000;
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Answers the request to upgrade. Undefined, and a 400, when it asks for something else. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  events: WebSocketEvents,
): WebSocketEnd | undefined {
  const key = request.headers['sec-websocket-key'];
  if (key === undefined || request.headers['sec-websocket-version'] !== '13') {
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
    return undefined;
  }
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const end = endOf(socket);
  listen(socket, head, end, events);
  return end;
}

function endOf(socket: Duplex): WebSocketEnd {
  let saidClose = false;
  const write = (kind: FrameKind, payload: Buffer) => {
    if (!saidClose && socket.writable) socket.write(writeFrame(kind, payload));
  };
  return {
    send: (text) => write('text', Buffer.from(text)),
    ping: () => write('ping', Buffer.from('Ping from the local Slack')),
    pong: (payload) => write('pong', payload),
    close: (code) => {
      const reason = Buffer.alloc(2);
      reason.writeUInt16BE(code);
      write('close', reason);
      saidClose = true;
    },
    cut: () => socket.destroy(),
  };
}

function listen(socket: Duplex, head: Buffer, end: WebSocketEnd, { onText, onEnd }: WebSocketEvents): void {
  let unread = head;
  let parts: Buffer[] = [];
  const take = ({ kind, isLast, payload }: Frame) => {
    if (kind === 'ping') end.pong(payload);
    else if (kind === 'close') {
      // The other's closing, or its answer to ours: the server ends the connection either way.
      end.close(NORMAL);
      socket.end();
    } else if (kind === 'text' || kind === 'binary' || kind === 'continuation') {
      parts.push(payload);
      if (!isLast) return;
      const text = Buffer.concat(parts).toString();
      parts = [];
      onText(text);
    }
  };
  const read = (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk]);
    try {
      for (let next = readFrame(unread); next !== undefined; next = readFrame(unread)) {
        unread = next.rest;
        take(next.frame);
      }
    } catch {
      end.close(1002);
      socket.end();
    }
  };
  socket.on('data', read);
  socket.on('error', () => socket.destroy());
  socket.on('close', onEnd);
  read(Buffer.alloc(0));
}
