// Errors of ours: a literal code, a constant sentence, and a context of ids and numbers. Never message text.

export type ErrorCode =
  | 'config_invalid'
  | 'usage'
  | 'rules_invalid'
  | 'store_locked'
  | 'store_unavailable'
  | 'intercom_unexpected'
  | 'scan_failed'
  | 'service_unreachable';

export class RedactorError extends Error {
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    message: string,
    context: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'RedactorError';
    this.code = code;
    this.context = context;
  }
}

/** Ends a `switch` over a union, so that a new member does not compile until it is handled. */
export function unreachable(value: never): never {
  throw new TypeError(`unhandled member of a union: ${typeof value}`);
}
