// What can be set, where each value is found, and what it may be. The only place that knows the variables' names.

import { z } from 'zod';
import { createEnvironmentReader, type Environment, type EnvironmentReader } from './environment.ts';
import { RedactorError } from './errors.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

export const REGIONS = ['us', 'eu', 'au'] as const;
export type Region = (typeof REGIONS)[number];

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly intercom: IntercomConfig;
  readonly notices: SlackConfig | 'log';
  readonly store: StoreConfig;
  /** Undefined: the rules that come with the product. */
  readonly rulesDir: string | undefined;
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
}

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string;
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

const text = z.string().min(1);
const address = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:/.test(value), 'must be an http or https address')
  .transform((value) => value.replace(/\/+$/, ''));
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a number from 0 to 65535')
  .transform(Number);
const secrets = z
  .string()
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .refine(
    (list) => list.every((secret) => secret !== ''),
    'must be one secret, or several with a comma between',
  );

/** @throws RedactorError `config_invalid`, whose message names every missing or wrong variable, one a line. */
export function readConfig(env: Environment): Config {
  const read = createEnvironmentReader(env);
  const config: Config = {
    port: read.withDefault('PORT', port, 'the port to listen on; 0 takes a free one', 3000),
    host: read.withDefault('HOST', text, 'the address to listen on', '0.0.0.0'),
    intercom: readIntercom(read),
    notices: readNotices(read),
    store: readStore(read),
    rulesDir: read.optional('RULES_DIR', text, 'the folder with the rule files'),
    mode: read.withDefault(
      'MODE',
      z.enum(['enforce', 'monitor']),
      'enforce redacts, monitor only records',
      'enforce',
    ),
    fingerprintKey: read.optional(
      'FINGERPRINT_KEY',
      z.string().min(16, 'must have at least 16 characters'),
      'long random text that keys the fingerprints of values; keep it for good',
    ),
    logLevel: read.withDefault('LOG_LEVEL', z.enum(LOG_LEVELS), 'how much to log', 'info'),
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
    z.enum(REGIONS),
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
  };
}

function readNotices(read: EnvironmentReader): SlackConfig | 'log' {
  const notices = read.optional(
    'NOTICES',
    z.enum(['log']),
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
    channel: read.required(
      'SLACK_CHANNEL',
      text,
      `the id of the channel for the cards (C…). Slack > the channel's name > About. ${orLog}`,
    ),
    apiUrl: `${read.withDefault('SLACK_API_URL', address, "Slack's Web API", 'https://slack.com/api')}/`,
  };
}

function readStore(read: EnvironmentReader): StoreConfig {
  return {
    databaseUrl: read.optional(
      'DATABASE_URL',
      z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://'),
      'a PostgreSQL database, instead of the embedded store',
    ),
    dataDir: read.withDefault('DATA_DIR', text, 'the folder of the embedded store', './data'),
  };
}
