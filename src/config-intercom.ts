// How Intercom is reached, and as whom.

import { z } from 'zod';
import { address, id, oneOf, secrets, text } from './config-values.ts';
import type { EnvironmentReader } from './environment.ts';
import type { Id } from './message.ts';

export const REGIONS = ['us', 'eu', 'au'] as const;
export type Region = (typeof REGIONS)[number];

/** Enough to read. */
export interface IntercomApiConfig {
  readonly accessToken: string;
  readonly region: Region;
  readonly apiUrl: string;
  readonly apiVersion: string;
}

export interface IntercomConfig extends IntercomApiConfig {
  /** Any of them may have signed a webhook. */
  readonly clientSecrets: readonly string[];
  /** Author of notes; undefined: none are written. */
  readonly adminId: Id | undefined;
}

/** Source: Intercom docs, REST API, regional hosting. */
const HOSTS = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
} as const;

export function readIntercom(read: EnvironmentReader): IntercomConfig {
  return {
    ...readIntercomApi(read),
    clientSecrets: read.required(
      'INTERCOM_CLIENT_SECRET',
      secrets,
      'proves that a webhook comes from Intercom. Developer Hub > your app > Configure > Basic information',
    ),
    adminId: read.optional('INTERCOM_ADMIN_ID', id, 'the teammate in whose name notes are written'),
  };
}

export function readIntercomApi(read: EnvironmentReader): IntercomApiConfig {
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
