// One JSON line per event and per outcome. The types are the guard: a message is a literal, and every field is
// an id, an enum, a count or a checked code, so that no text that a person wrote can be passed in.

import pino, { type DestinationStream } from 'pino';
import type { ApprovalOutcome, ApprovalState } from './approval.ts';
import type { Id, Kind, Origin, Resource, RuleId, Topic } from './message.ts';
import type { FindingState, Outcome, ServiceProblem } from './outcome.ts';
import type { PressAction, Pressed, Turned } from './press.ts';

declare const code: unique symbol;
/** An error's code or class name: letters, digits and `_` only, at most 60. */
export type Code = string & { readonly [code]: true };

export interface LogFields {
  /** What a notice tells of that is not one conversation. */
  readonly about?: 'storm' | 'digest';
  readonly address?: ListenAddress;
  readonly approval?: ApprovalState;
  readonly approvalId?: Id;
  readonly backfillId?: Id;
  readonly attempt?: number;
  readonly backend?: 'postgres' | 'pglite';
  readonly card?: 'posted' | 'edited' | 'replied' | 'broadcast' | 'waiting';
  readonly code?: Code;
  readonly conversationId?: Id | undefined;
  readonly count?: number;
  readonly duplicates?: number;
  readonly fallback?: 'taken' | 'failed';
  readonly findingId?: Id;
  readonly findings?: number;
  readonly kinds?: readonly Kind[];
  readonly messageId?: Id;
  readonly messages?: number;
  readonly mode?: 'enforce' | 'monitor';
  readonly ms?: number;
  readonly origin?: Origin;
  readonly outcome?: Outcome['kind'] | ApprovalOutcome['kind'];
  readonly retainMetrics?: boolean;
  readonly noticeId?: Id;
  readonly open?: boolean;
  readonly press?: PressAction;
  readonly pressed?: Pressed['kind'];
  readonly problem?: ServiceProblem;
  readonly refused?: 'not_json' | 'not_a_notification' | 'unsigned' | 'too_large' | 'too_busy' | 'broken_off';
  readonly resource?: Resource;
  readonly rules?: readonly RuleId[] | number;
  readonly stack?: readonly string[];
  readonly state?: FindingState;
  readonly states?: readonly FindingState[];
  readonly status?: number;
  readonly topic?: Topic;
  readonly why?: Turned['kind'];
  readonly workspaceId?: Id;
}

export type ListenAddress = `${string}:${number}`;

/** Only literals compile: a `string` variable is refused. */
type Literal<M extends string> = string extends M ? never : M;
type Write = <M extends string>(message: Literal<M>, fields?: LogFields) => void;

export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes to `destination`, or to standard output in blocks of some 8 KB, at least twice a second. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log & { flush(): void } {
  const buffered = destination
    ? undefined
    : pino.destination({ fd: 1, sync: false, minLength: 8_192, periodicFlush: 500 });
  const logger = pino({ level, base: null, timestamp: createTimestamp() }, destination ?? buffered);
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error'): Write =>
    (message, fields = {}) =>
      logger[name](fields, message);
  const flush = (): void => {
    try {
      buffered?.flushSync();
    } catch {
      // Nothing was opened yet: there is nothing to flush.
    }
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), flush };
}

/** ISO 8601. Many lines share a millisecond, and its text. */
function createTimestamp(): () => string {
  let lastMs = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== lastMs) {
      lastMs = now;
      text = `,"time":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}

const CODE = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
const FRAME = /^\s+at .*?((?:node:[\w/]+|[\w.-]+\.[cm]?[jt]s):\d+:\d+)\)?$/;

/** What may be said of any thrown thing: its code or class, and where it was thrown. Never its message. */
export function describeError(error: unknown): { readonly code: Code; readonly stack: readonly string[] } {
  const known = error instanceof Error ? error : new Error();
  const own = 'code' in known ? known.code : undefined;
  const name = typeof own === 'string' && CODE.test(own) ? own : known.name;
  const frames = (known.stack ?? '').split('\n').map((line) => FRAME.exec(line)?.[1]);
  return {
    code: (CODE.test(name) ? name : 'unknown') as Code,
    stack: frames.filter((frame) => frame !== undefined).slice(0, 6),
  };
}
