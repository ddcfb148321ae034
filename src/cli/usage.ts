// What commands share in reading their arguments: one way to say that they were used wrongly.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Io } from './io.ts';

/** Exit code for wrong use or configuration. */
export const WRONG_USE = 2;

/** Parses arguments. Where they ask for help, or are wrong, says how they go: then it gives the exit code. */
export function parseOrExplain<T extends ParseArgsConfig>(
  config: T,
  help: string,
  io: Io,
): ReturnType<typeof parseArgs<T>> | number {
  try {
    const parsed = parseArgs(config);
    if (!('help' in parsed.values && parsed.values.help === true)) return parsed;
    io.stdout.write(help);
    return 0;
  } catch {
    io.stderr.write(`${whatIsWrong(config)}\n\n${help}`);
    return WRONG_USE;
  }
}

/** Names options as they were written, but no values: they may be what somebody wants to have found. */
function whatIsWrong(config: ParseArgsConfig): string {
  const { tokens = [] } = parseArgs({ ...config, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional' && !config.allowPositionals)
      return 'This command takes options and nothing else.';
    if (token.kind !== 'option') continue;
    const options = config.options ?? {};
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const instead = config.allowPositionals
        ? ' What begins with a dash and is no option goes after `--`.'
        : '';
      // A number may be what somebody wants to have found.
      const what = /\d/.test(token.rawName) ? 'of this name' : token.rawName;
      return `There is no option ${what}.${instead}`;
    }
    if (option.type === 'boolean' && token.value !== undefined) return `${token.rawName} takes no value.`;
    const isMistaken = token.value === undefined || (!token.inlineValue && token.value.startsWith('-'));
    if (option.type === 'string' && isMistaken) return `${token.rawName} needs a value.`;
  }
  return 'These arguments cannot be read.';
}
