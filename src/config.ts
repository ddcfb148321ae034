// What can be set, where each value is found, and what it may be. The only place that knows the variables' names.

import { z } from 'zod';
import {
  address,
  duration,
  durationOrOff,
  id,
  oneOf,
  port,
  secrets,
  text,
  timeOfDayOrOff,
  timesOfDay,
  userIds,
} from './config-values.ts';
import { createEnvironmentReader, type Environment, type EnvironmentReader } from './environment.ts';
import { RedactorError } from './errors.ts';
import { holdsFingerprintKey } from './fingerprint.ts';
import { readingFault, writingFault } from './folder.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import type { Id } from './message.ts';
import { isTimeZone, type QuietHours, type TimeOfDay } from './time-of-day.ts';

export const REGIONS = ['us', 'eu', 'au'] as const;
export type Region = (typeof REGIONS)[number];

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
  readonly fallback: { readonly url: string; readonly secret: string } | undefined;
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

export interface IntercomConfig {
  readonly accessToken: string;
  /** Any of them may have signed a webhook. */
  readonly clientSecrets: readonly string[];
  readonly region: Region;
  readonly apiUrl: string;
  readonly apiVersion: string;
  /** Author of notes; undefined: none are written. */
  readonly adminId: Id | undefined;
}

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Presses then come over a socket that this service opens, instead of over HTTP. */
  readonly appToken: string | undefined;
  readonly channel: string;
  /** Ends with a slash. */
  readonly apiUrl: string;
}

export interface StoreConfig {
  /** Undefined: the embedded store in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** Source: Intercom docs, REST API, regional hosting. */
const HOSTS = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
} as const;

/** @throws RedactorError `config_invalid`, whose message names every missing or wrong variable, one a line. */
export function readConfig(env: Environment): Config {
  const read = createEnvironmentReader(env);
  const config: Config = {
    port: read.withDefault('PORT', port, 'the port to listen on; 0 takes a free one', 3000),
    host: read.withDefault('HOST', text, 'the address to listen on', '0.0.0.0'),
    intercom: readIntercom(read),
    notices: readNotices(read),
    approvers: read.withDefault(
      'SLACK_APPROVERS',
      userIds,
      'user ids of those who may approve the deletion of a conversation, with commas between',
      [],
    ),
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
    passTestValues:
      read.withDefault(
        'TEST_VALUES',
        oneOf(['find', 'pass']),
        'whether the well-known card numbers of manuals are findings',
        'find',
      ) === 'pass',
    mode: read.withDefault(
      'MODE',
      oneOf(['enforce', 'monitor']),
      'enforce redacts, monitor only records',
      'enforce',
    ),
    fingerprintKey: read.optional(
      'FINGERPRINT_KEY',
      z.string().min(16, 'must have at least 16 characters'),
      'long random text that keys the fingerprints of values; keep it for good',
    ),
    logLevel: read.withDefault('LOG_LEVEL', oneOf(LOG_LEVELS), 'how much to log', 'info'),
  };
  if (read.problems.length === 0) return config;
  throw new RedactorError(
    'config_invalid',
    `The configuration has ${read.problems.length === 1 ? 'a problem' : `${read.problems.length} problems`}:\n${read.problems
      .map((problem) => `  ${problem}`)
      .join(
        '\n',
      )}\nEach can also be given as a file: NAME_FILE=/path. README.md, "Run it", walks through them.`,
  );
}

function readIntercom(read: EnvironmentReader): IntercomConfig {
  const region = read.withDefault(
    'INTERCOM_REGION',
    oneOf(REGIONS),
    'where Intercom hosts the workspace',
    'us',
  );
  return {
    accessToken: read.required(
      'INTERCOM_ACCESS_TOKEN',
      text,
      'the token that reads and redacts conversations. Intercom Developer Hub > your app > Configure > Authentication',
    ),
    clientSecrets: read.required(
      'INTERCOM_CLIENT_SECRET',
      secrets,
      'proves that a webhook comes from Intercom. Developer Hub > your app > Configure > Basic information',
    ),
    region,
    apiUrl: read.withDefault(
      'INTERCOM_API_URL',
      address,
      "an address instead of the region's own",
      HOSTS[region],
    ),
    apiVersion: read.withDefault(
      'INTERCOM_API_VERSION',
      z
        .string()
        .regex(/^(\d+\.\d+|Preview|Unstable)$/, 'must be a version such as 2.16, Preview or Unstable'),
      'the version of the Intercom API',
      '2.16',
    ),
    adminId: read.optional('INTERCOM_ADMIN_ID', id, 'the teammate in whose name notes are written'),
  };
}

function readNotices(read: EnvironmentReader): SlackConfig | 'log' {
  const notices = read.optional(
    'NOTICES',
    oneOf(['log']),
    'log: run without Slack and write notices to the log',
  );
  if (notices === 'log') return 'log';
  const orLog = 'Or set NOTICES=log to run without Slack, on purpose';
  return {
    botToken: read.required(
      'SLACK_BOT_TOKEN',
      text,
      `posts the cards (xoxb-…). api.slack.com/apps > your app > OAuth & Permissions. ${orLog}`,
    ),
    signingSecret: read.required(
      'SLACK_SIGNING_SECRET',
      text,
      `proves that a press of a button comes from Slack. api.slack.com/apps > your app > Basic Information. ${orLog}`,
    ),
    appToken: read.optional(
      'SLACK_APP_TOKEN',
      z.string().regex(/^xapp-/, 'must be an app-level token (xapp-…)'),
      'opens a socket for presses, instead of HTTP (xapp-…, with connections:write). api.slack.com/apps > your app > Basic Information > App-Level Tokens',
    ),
    channel: read.required(
      'SLACK_CHANNEL',
      text,
      `the id of the channel for the cards (C…). Slack > the channel's name > About. ${orLog}`,
    ),
    apiUrl: `${read.withDefault('SLACK_API_URL', address, "Slack's Web API", 'https://slack.com/api')}/`,
  };
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

function readSweep(read: EnvironmentReader): Config['sweep'] {
  const everyMs = read.withDefault<number | 'off'>(
    'SWEEP_EVERY',
    durationOrOff,
    'how often what webhooks did not bring is looked for, such as 5m, or off',
    5 * 60_000,
  );
  const lookBackMs = read.withDefault(
    'SWEEP_LOOKBACK',
    duration,
    'how far back the first sweep looks, and one after an unclean end, such as 1d',
    86_400_000,
  );
  return everyMs === 'off' ? undefined : { everyMs, lookBackMs };
}

function readFallback(read: EnvironmentReader): Config['fallback'] {
  const url = read.optional('FALLBACK_WEBHOOK_URL', address, 'an address that is told when Slack cannot be');
  if (url === undefined) return undefined;
  const secret = read.required(
    'FALLBACK_WEBHOOK_SECRET',
    z.string().min(16, 'must have at least 16 characters'),
    'long random text that signs what FALLBACK_WEBHOOK_URL is sent',
  );
  return { url, secret };
}

function readStore(read: EnvironmentReader): StoreConfig {
  const databaseUrl = read.optional(
    'DATABASE_URL',
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
      .refine(
        (value) => URL.canParse(value),
        'must be an address such as postgres://user:password@host/name, with special characters as %XX',
      ),
    'a PostgreSQL database, instead of the embedded store',
  );
  const what = 'the folder of the embedded store and of the fingerprint key';
  const dataDir = read.withDefault('DATA_DIR', text, what, './data');
  const keyElsewhere = read.isGiven('FINGERPRINT_KEY') || holdsFingerprintKey(dataDir);
  const unused = read.isGiven('DATABASE_URL') && keyElsewhere;
  const fault = unused ? undefined : writingFault(dataDir);
  if (fault) read.refuse('DATA_DIR', `${fault}. ${DATA_DIR_REMEDY}`, what);
  return { databaseUrl, dataDir };
}

const DATA_DIR_REMEDY =
  'Set DATA_DIR to a folder that this process may write, or give it the right to write here';

function readRulesDir(read: EnvironmentReader): string | undefined {
  const what = 'a folder with rule packs, YAML files such as payment.yaml';
  const rulesDir = read.optional('RULES_DIR', text, what);
  const fault = rulesDir === undefined ? undefined : readingFault(rulesDir);
  if (fault)
    read.refuse(
      'RULES_DIR',
      `${rulesDir} ${fault}. Name another one, or leave RULES_DIR out to use the rules that come with the program`,
      what,
    );
  return rulesDir;
}
