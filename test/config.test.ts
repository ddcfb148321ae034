import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Config, readConfig } from '../src/config.ts';
import { RedactorError } from '../src/errors.ts';

const LEAST = { INTERCOM_ACCESS_TOKEN: 'token', INTERCOM_CLIENT_SECRET: 'secret', NOTICES: 'log' };

function problems(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof RedactorError);
    assert.equal(error.code, 'config_invalid');
    return error.message;
  }
  return '';
}

test('the least that must be set gives the defaults', () => {
  const expected: Config = {
    port: 3000,
    host: '0.0.0.0',
    intercom: {
      accessToken: 'token',
      clientSecrets: ['secret'],
      region: 'us',
      apiUrl: 'https://api.intercom.io',
      apiVersion: '2.16',
      adminId: undefined,
    },
    notices: 'log',
    approvers: [],
    approverGroup: undefined,
    timeZone: 'UTC',
    quietHours: undefined,
    digestAt: { minutes: 540 },
    sweep: { everyMs: 300_000, lookBackMs: 86_400_000 },
    fallback: undefined,
    adminToken: undefined,
    store: { databaseUrl: undefined, dataDir: './data' },
    rulesDir: undefined,
    passTestValues: false,
    mode: 'enforce',
    fingerprintKey: undefined,
    logLevel: 'info',
  };

  assert.deepEqual(readConfig(LEAST), expected);
});

test('with nothing set, every missing variable is named at once, with where to find it', () => {
  const message = problems({});

  for (const name of [
    'INTERCOM_ACCESS_TOKEN',
    'INTERCOM_CLIENT_SECRET',
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_CHANNEL',
  ]) {
    assert.match(message, new RegExp(`${name}: is missing \\(.+\\)`));
  }
  assert.match(message, /NOTICES=log/);
  assert.match(message, /Developer Hub/);
});

const WRONG: readonly [name: string, value: string, says: RegExp][] = [
  ['PORT', 'http', /PORT: must be a number from 0 to 65535/],
  ['PORT', '70000', /PORT: must be a number from 0 to 65535/],
  ['INTERCOM_REGION', 'asia', /INTERCOM_REGION: must be us or eu or au \(/],
  ['INTERCOM_API_URL', 'localhost', /INTERCOM_API_URL: must be an http or https address/],
  ['INTERCOM_API_VERSION', 'latest', /INTERCOM_API_VERSION: must be a version/],
  ['INTERCOM_CLIENT_SECRET', 'one,', /INTERCOM_CLIENT_SECRET: must be one secret/],
  ['DATABASE_URL', 'mysql://localhost/x', /DATABASE_URL: must start with postgres/],
  ['DATABASE_URL', 'postgres://a:b@[x/y', /DATABASE_URL: must be an address such as .* as %XX/],
  ['MODE', 'off', /MODE: must be enforce or monitor \(/],
  ['FINGERPRINT_KEY', 'short', /FINGERPRINT_KEY: must have at least 16 characters/],
  ['LOG_LEVEL', 'loud', /LOG_LEVEL: must be debug or info or warn or error or silent \(/],
  ['SLACK_APPROVERS', 'anna,U024BE7LH', /SLACK_APPROVERS: must be Slack users' ids \(U…\), not names/],
  ['SLACK_APPROVER_GROUP', 'U024BE7LH', /SLACK_APPROVER_GROUP: must be a user group's id \(S…\)/],
  ['TIME_ZONE', 'Berlin', /TIME_ZONE: must be a time zone such as Europe\/Berlin/],
  ['QUIET_HOURS', 'night', /QUIET_HOURS: must be two times such as 22:00-07:00/],
  ['QUIET_HOURS', '07:00-07:00', /QUIET_HOURS: must be two times/],
  ['DIGEST_AT', '9', /DIGEST_AT: must be a time of day such as 09:00, or off/],
  ['FALLBACK_WEBHOOK_URL', 'https://alarm.example', /FALLBACK_WEBHOOK_SECRET: is missing/],
  ['NOTICES', 'none', /NOTICES: must be log \(/],
];

for (const [name, value, says] of WRONG) {
  test(`${name}=${value} is refused by name, and its value is not repeated`, () => {
    const message = problems({ ...LEAST, [name]: value });

    assert.match(message, says);
  });
}

test('times of day, and a digest that is off, are read', () => {
  const { quietHours, digestAt } = readConfig({ ...LEAST, QUIET_HOURS: '22:00 - 07:30', DIGEST_AT: 'off' });

  assert.deepEqual(quietHours, { from: { minutes: 1320 }, to: { minutes: 450 } });
  assert.equal(digestAt, undefined);
});

test('several problems are told together', () => {
  const message = problems({ NOTICES: 'log', PORT: 'x', MODE: 'y' });

  assert.match(message, /4 problems/);
});

test('secrets never appear in a message', () => {
  const message = problems({
    ...LEAST,
    INTERCOM_CLIENT_SECRET: 'very-secret-value,',
    FINGERPRINT_KEY: 'tiny-secret',
    INTERCOM_ACCESS_TOKEN: '',
    INTERCOM_ACCESS_TOKEN_FILE: 'secret-set-as-file',
  });

  assert.match(message, /INTERCOM_ACCESS_TOKEN_FILE/);
  assert.doesNotMatch(message, /very-secret-value|tiny-secret|secret-set-as-file/);
});

test('a value may come from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redactor-config-'));
  const file = join(folder, 'token');
  writeFileSync(file, 'from-file\n');

  const config = readConfig({
    INTERCOM_ACCESS_TOKEN_FILE: file,
    INTERCOM_CLIENT_SECRET: 'a, b',
    NOTICES: 'log',
  });

  assert.equal(config.intercom.accessToken, 'from-file');
  assert.deepEqual(config.intercom.clientSecrets, ['a', 'b']);
  rmSync(folder, { recursive: true });
});

test('a file that is not there, and a value given twice, are told', () => {
  assert.match(
    problems({ ...LEAST, FINGERPRINT_KEY_FILE: '/nowhere' }),
    /FINGERPRINT_KEY_FILE: the file that it names is not there/,
  );
  assert.match(
    problems({ ...LEAST, FINGERPRINT_KEY_FILE: tmpdir() }),
    /FINGERPRINT_KEY_FILE: the file that it names is a folder, not a file/,
  );
  assert.match(
    problems({ ...LEAST, FINGERPRINT_KEY_FILE: '/dev/null' }),
    /FINGERPRINT_KEY_FILE: the file that it names is empty/,
  );
  assert.match(problems({ ...LEAST, INTERCOM_ACCESS_TOKEN_FILE: '/nowhere' }), /set either/);
});

test('the region chooses the host, unless an address is given', () => {
  assert.equal(readConfig({ ...LEAST, INTERCOM_REGION: 'eu' }).intercom.apiUrl, 'https://api.eu.intercom.io');
  assert.equal(
    readConfig({ ...LEAST, INTERCOM_API_URL: 'http://127.0.0.1:1/' }).intercom.apiUrl,
    'http://127.0.0.1:1',
  );
});
