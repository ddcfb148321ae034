// What can be set, where each value is found, and what it may be. With the files beside it the only place that knows the
// variables' names.

import { z } from 'zod';
import { type IntercomConfig, readIntercom } from './config-intercom.ts';
import {
  type FallbackConfig,
  readApprovers,
  readFallback,
  readNotices,
  type SlackConfig,
} from './config-notices.ts';
import { readMode, readPassTestValues, readRulesDir } from './config-rules.ts';
import { readKey, readStore, type StoreConfig } from './config-store.ts';
import {
  duration,
  durationOrOff,
  id,
  oneOf,
  port,
  text,
  timeOfDayOrOff,
  timesOfDay,
} from './config-values.ts';
import {
  createEnvironmentReader,
  type Environment,
  type EnvironmentReader,
  refuseProblems,
} from './environment.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import type { Id } from './message.ts';
import { isTimeZone, type QuietHours, type TimeOfDay } from './time-of-day.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly intercom: IntercomConfig;
  readonly notices: SlackConfig | 'log';
  /** Who may approve the deletion of a conversation. With nobody, none is deleted. */
  readonly approvers: readonly Id[];
  /** A Slack user group whose members may too. */
  readonly approverGroup: Id | undefined;
  /** In which the times of day below are meant; cards show each reader's own. */
  readonly timeZone: string;
  readonly quietHours: QuietHours | undefined;
  /** When the digest of the day, or on Mondays of the week, is posted. Undefined: there is none. */
  readonly digestAt: TimeOfDay | undefined;
  /** Undefined: webhooks alone bring messages. */
  readonly sweep: { readonly everyMs: number; readonly lookBackMs: number } | undefined;
  /** Told when Slack cannot be. */
  readonly fallback: FallbackConfig | undefined;
  /** Undefined: there is no admin API. */
  readonly adminToken: string | undefined;
  readonly store: StoreConfig;
  /** Undefined: the rules that come with the product. */
  readonly rulesDir: string | undefined;
  /** Values that manuals publish for trying things out are no findings. */
  readonly passTestValues: boolean;
  readonly mode: 'enforce' | 'monitor';
  /** Undefined: a key is made once and kept in the data directory. */
  readonly fingerprintKey: string | undefined;
  readonly logLevel: LogLevel;
}

/** @throws RedactorError `config_invalid`, whose message names every missing or wrong variable, one a line. */
export function readConfig(env: Environment): Config {
  const read = createEnvironmentReader(env);
  const config: Config = {
    port: read.withDefault('PORT', port, 'the port to listen on; 0 takes a free one', 3000),
    host: read.withDefault('HOST', text, 'the address to listen on', '0.0.0.0'),
    intercom: readIntercom(read),
    notices: readNotices(read),
    approvers: readApprovers(read),
    approverGroup: read.optional(
      'SLACK_APPROVER_GROUP',
      z
        .string()
        .regex(/^S[A-Z0-9]{2,30}$/, "must be a user group's id (S…)")
        .pipe(id),
      'the id of a Slack user group whose members may approve too (a paid Slack plan has them)',
    ),
    timeZone: read.withDefault(
      'TIME_ZONE',
      z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin or UTC'),
      'in which QUIET_HOURS and DIGEST_AT are meant',
      'UTC',
    ),
    quietHours: read.optional(
      'QUIET_HOURS',
      timesOfDay('-', 'must be two times such as 22:00-07:00'),
      'from when to when cards that can wait are held back, such as 22:00-07:00',
    ),
    digestAt: readDigestAt(read),
    sweep: readSweep(read),
    fallback: readFallback(read),
    adminToken: read.optional(
      'ADMIN_TOKEN',
      z.string().min(16, 'must have at least 16 characters'),
      'long random text that opens /admin and the commands that use it',
    ),
    store: readStore(read),
    rulesDir: readRulesDir(read),
    passTestValues: readPassTestValues(read),
    mode: readMode(read),
    fingerprintKey: readKey(read),
    logLevel: read.withDefault('LOG_LEVEL', oneOf(LOG_LEVELS), 'how much to log', 'info'),
  };
  refuseProblems(read);
  return config;
}

function readDigestAt(read: EnvironmentReader): TimeOfDay | undefined {
  const given = read.withDefault<TimeOfDay | 'off'>(
    'DIGEST_AT',
    timeOfDayOrOff,
    'when the digest is posted, such as 09:00, or off',
    { minutes: 9 * 60 },
  );
  return given === 'off' ? undefined : given;
}

const DAY_MS = 86_400_000;

function readSweep(read: EnvironmentReader): Config['sweep'] {
  const everyMs = read.withDefault<number | 'off'>(
    'SWEEP_EVERY',
    durationOrOff.refine(
      (ms) => ms === 'off' || (ms >= 100 && ms <= DAY_MS),
      'must be a length of time from 100ms to 1d, or off',
    ),
    'how often what webhooks did not bring is looked for, such as 5m, or off',
    5 * 60_000,
  );
  const lookBackMs = read.withDefault(
    'SWEEP_LOOKBACK',
    duration,
    'how far back the first sweep looks, and one after an unclean end, such as 1d',
    DAY_MS,
  );
  return everyMs === 'off' ? undefined : { everyMs, lookBackMs };
}
