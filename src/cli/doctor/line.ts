// One line of the doctor's report. Constant sentences, ids, counts and codes only.

export interface Line {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail' | 'skipped';
  readonly reason: string;
  /** What to do about it. */
  readonly todo?: string;
}

const WIDTH = 22;

export function printedLine({ check, state, reason, todo }: Line): string {
  const indent = ' '.repeat(9 + WIDTH);
  const line = `${state.padEnd(8)} ${check.padEnd(WIDTH)}${reason.replaceAll('\n', `\n${indent}`)}\n`;
  return todo === undefined ? line : `${line}${indent}→ ${todo}\n`;
}
