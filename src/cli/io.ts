// What a command gets from the process, so that it can be run without one.

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end. */
  readonly stopped: AbortSignal;
}

export interface Output {
  /** False when the reader is behind: wait for `drain`. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** Resolves with the exit code: 0 done, 1 failed, 2 wrong use or configuration. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;
