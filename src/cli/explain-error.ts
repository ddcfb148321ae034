// The last words of a command that failed.

import { type ErrorCode, RedactorError } from '../errors.ts';
import type { Output } from './io.ts';
import { WRONG_USE } from './usage.ts';

/** What the next try will not mend by itself. */
const OF_WRONG_USE: ReadonlySet<ErrorCode> = new Set([
  'config_invalid',
  'usage',
  'rules_invalid',
  'store_locked',
]);

/** Says what went wrong, in our words for errors of ours; of any other only its code and place. */
export async function explainError(error: unknown, stderr: Output): Promise<number> {
  if (error instanceof RedactorError) {
    stderr.write(`${error.message}\n`);
    return OF_WRONG_USE.has(error.code) ? WRONG_USE : 1;
  }
  const { describeError } = await import('../log.ts');
  const { code, stack } = describeError(error);
  stderr.write(`Unexpected error ${code}\n${stack.map((frame) => `  at ${frame}`).join('\n')}\n`);
  return 1;
}
