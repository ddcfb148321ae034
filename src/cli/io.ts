// What a command gets from the process, so that it can be run without one.

export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the process is asked to end, or nobody reads its output any more. */
  readonly stopped: AbortSignal;
  /** Aborted when the process ends although the command has not: its listeners say their last words synchronously. */
  readonly cutOff?: AbortSignal;
  /** Calls the listener whenever the process is asked to read its files again (SIGHUP). */
  readonly onReload?: (listener: () => void) => void;
}

export interface Input extends AsyncIterable<Uint8Array | string> {
  /** A person types it. */
  readonly isTTY?: boolean;
}

export interface Output {
  /** A person reads it, on a terminal. */
  readonly isTTY?: boolean;
  /** False when the reader is behind: wait for `drain`. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** Resolves with the exit code: 0 done, 1 failed, 2 wrong use or configuration. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;
