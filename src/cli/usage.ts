// What commands share in reading their arguments: one way to say that they were used wrongly.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Io } from './io.ts';

/** Exit code for wrong use or configuration. */
export const WRONG_USE = 2;

/** Parses arguments, or says what is wrong with them and how they go, and returns undefined. */
export function parseOrExplain<T extends ParseArgsConfig>(
  config: T,
  help: string,
  io: Io,
): ReturnType<typeof parseArgs<T>> | undefined {
  try {
    return parseArgs(config);
  } catch (error) {
    io.stderr.write(
      `${error instanceof Error ? error.message : 'These arguments cannot be read.'}\n\n${help}`,
    );
    return undefined;
  }
}
