// The HTTP server around the routes: its time limits, and the answers that no route gives.

import { createServer, type Server } from 'node:http';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { describeError, type ListenAddress, type Log } from './log.ts';

export const notFound: RequestHandler = (_request, response) => {
  response.status(404).json({ result: 'not_found' });
};

/** Express's own answer to an error is a page with its stack. */
export function failed(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const status = statusOf(error);
    if (status !== undefined && !response.headersSent)
      return void response.status(status).json({ result: 'wrong_request' });
    log.error('request failed', describeError(error));
    if (response.headersSent) return next(error);
    response.status(500).json({ result: 'failed' });
  };
}

/** Of a request that is the caller's mistake: no JSON, too long, an encoding that nobody knows. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** Rejects with the listener's own error, as for a taken port. */
export function listen(http: Express, port: number, host: string): Promise<Server> {
  const server = createServer(http);
  // Intercom keeps connections open; ours must not end first, in the middle of its next request.
  server.keepAliveTimeout = 75_000;
  // Intercom gives up after five seconds; whoever sends longer only holds memory.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Resolves when the last request is answered, or cut off after `atMostMs`. */
export async function closeServer(server: Server, atMostMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), atMostMs);
  await closed;
  clearTimeout(timer);
}

export function addressOf(server: Server, host: string): ListenAddress {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}
