// Why the service or the emulator cannot start, in our words: an address that cannot be listened on, a database that
// cannot be used.

import { RedactorError } from '../errors.ts';

/** `where` names the setting, as `PORT=80`. Undefined for any other error. */
export function listenFault(error: unknown, where: string): RedactorError | undefined {
  const remedy = LISTEN_FAULTS.get(codeOf(error));
  if (remedy === undefined || !isOfListening(error)) return undefined;
  return new RedactorError('config_invalid', `${where}: ${remedy}.`);
}

/** For a failed start with DATABASE_URL. Undefined when the database was not the cause. */
export function databaseFault(error: unknown): RedactorError | undefined {
  if (!(error instanceof RedactorError) || error.code !== 'store_unavailable') return undefined;
  const code = codeOf(error.cause);
  const refusal = DATABASE_REFUSALS.get(code);
  if (refusal !== undefined) return new RedactorError('config_invalid', `DATABASE_URL: ${refusal}.`);
  const said = code === '' ? '' : ` (${code})`;
  return new RedactorError(
    'store_unavailable',
    `DATABASE_URL: the database cannot be used${said}. See that it runs and can be reached from here, and start again.`,
  );
}

const LISTEN_FAULTS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'another process has this port. Stop it, or choose another port'],
  ['EACCES', 'this process may not listen on this port. Choose one from 1024 on'],
  ['EADDRNOTAVAIL', 'this machine has no such address. Listen on 0.0.0.0 or 127.0.0.1'],
  ['ENOTFOUND', 'no address is known for this host. Listen on 0.0.0.0 or 127.0.0.1'],
  ['EAI_AGAIN', 'no address is known for this host. Listen on 0.0.0.0 or 127.0.0.1'],
]);

/** Codes of PostgreSQL, Appendix A. */
const DATABASE_REFUSALS: ReadonlyMap<string, string> = new Map([
  ['28P01', 'the server refuses its user or password. Write special characters of a password as %XX'],
  ['28000', 'the server does not let this user in from here. See its pg_hba.conf'],
  ['3D000', 'the server has no database of this name. Create it, or name another one'],
  ['42501', 'its user may not create tables. Grant CREATE on the database'],
]);

function isOfListening(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    (error.syscall === 'listen' || error.syscall === 'getaddrinfo')
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
