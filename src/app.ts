// The composition root: leaves first, one object each, handed to whoever needs it.

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Config, SlackConfig } from './config.ts';
import { createDoorHealth, type DoorHealth } from './door-health.ts';
import { createFingerprinter, readFingerprintKey } from './fingerprint.ts';
import { type Check, createHealthRouter, remembered } from './health.ts';
import type { CallTimes } from './intercom/call.ts';
import { createIntercom } from './intercom/client.ts';
import { createLiveRules, type LiveRules } from './live-rules.ts';
import { createLog, describeError, type ListenAddress, type Log } from './log.ts';
import { createLogSender } from './log-sender.ts';
import type { Id } from './message.ts';
import { createMetrics } from './metrics.ts';
import { createPace, type Pace } from './pace.ts';
import { createPipeline } from './pipeline.ts';
import { OWN_RULES_DIR, type RuleSet, readRuleSet } from './rule-set.ts';
import { createScanThread } from './scan-thread.ts';
import { createSlackDoor } from './slack/slack-door.ts';
import { createSlackSender } from './slack/slack-sender.ts';
import { openStore, type Store } from './store/store.ts';
import { createTell } from './tell.ts';
import { mountWebhook } from './webhook/router.ts';
import { createWorkers } from './workers.ts';

export interface App {
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  readonly backend: 'postgres' | 'pglite';
  /** Reads the rules again; a set with a fault is refused, logged and told, and the one before stays. */
  reloadRules(): Promise<void>;
  /** Takes no more requests, lets what runs end, and closes; ten seconds at most. */
  stop(): Promise<void>;
}

/** What tests, benchmarks and the demo set differently. */
export interface Overrides {
  readonly clock?: () => Date;
  readonly random?: () => number;
  readonly log?: Log & { flush(): void };
  readonly ruleSet?: RuleSet;
  readonly intercomTimes?: CallTimes;
  readonly slackTimeoutMs?: number;
  readonly slackPace?: Pace;
  readonly checkEveryMs?: number;
}

const SLACK_TIMEOUT_MS = 10_000;
const SLACK_PACE: Pace = { burst: 5, everyMs: 1_100 };
const STOP_MS = 8_000;
const CHECK_EVERY_MS = 10_000;

/**
 * Builds and starts the service; when it resolves, webhooks are taken.
 * @throws RedactorError `rules_invalid`, `store_locked`, `store_unavailable`; the listener's own error for a taken port.
 */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? (() => new Date());
  const random = overrides.random ?? Math.random;
  const log = overrides.log ?? createLog(config.logLevel);
  const ruleSet =
    overrides.ruleSet ?? readRuleSet(config.rulesDir, { passTestValues: config.passTestValues });
  const fingerprint = createFingerprinter(readFingerprintKey(config.fingerprintKey, config.store.dataDir));
  const metrics = createMetrics(() => store.findings.countWaiting());
  const store: Store = await openStore(config.store, {
    clock,
    createId: () => randomUUID() as string as Id,
    onError: (error) => log.error('store or queue trouble', describeError(error)),
    onTaken: (count) => metrics.taken(count),
  });
  const intercom = createIntercom(config.intercom, clock, overrides.intercomTimes);
  const slack = config.notices === 'log' ? undefined : openSlack(config.notices, overrides, clock);
  const { findings, notices, queue } = store;

  const thread = createScanThread();
  const rules = createLiveRules({
    rulesDir: config.rulesDir ?? OWN_RULES_DIR,
    first: ruleSet,
    thread,
    onRefused: () => notices.open('rules_refused'),
    onTaken: () => notices.close('rules_refused'),
    log,
  });

  const pipeline = createPipeline({
    scan: rules.scan,
    summarise: ruleSet.summarise,
    fingerprint,
    mode: config.mode,
    findings,
    intercom,
    workspace: () => workers.workspace(),
    onEvent: (workspaceId) => workers.onEvent(workspaceId),
    onTrouble: (problem) => workers.onTrouble(problem),
    clock,
    random,
    log,
    metrics,
  });
  const tell = createTell({
    notices,
    findings,
    sender: slack?.sender ?? createLogSender(log),
    region: config.intercom.region,
    settleMs: 2 * (overrides.slackTimeoutMs ?? SLACK_TIMEOUT_MS),
    pace: createPace(overrides.slackPace ?? SLACK_PACE, clock, (ms) => sleep(ms)),
    clock,
    random,
    log,
    metrics,
  });
  const checkEveryMs = overrides.checkEveryMs ?? CHECK_EVERY_MS;
  const workers = createWorkers({
    checkEveryMs,
    queue,
    intercom,
    notices,
    act: pipeline.act,
    tell,
    clock,
    log,
  });

  const doorHealth = createDoorHealth(clock);
  const http = express().disable('x-powered-by').disable('etag');
  mountWebhook(http, {
    secrets: config.intercom.clientSecrets,
    clock,
    receive: pipeline.receive,
    told(result, error) {
      metrics.webhook(result);
      doorHealth.told(result);
      if (result === 'store_down') log.error('event not kept', describeError(error));
      else if (result === 'unsigned')
        log.warn('webhook refused: no INTERCOM_CLIENT_SECRET of ours signed it');
      else if (result !== 'taken') log.warn('webhook refused', { refused: result });
    },
  });
  if (slack) http.use(slack.router);
  http.use(
    createHealthRouter({
      store: remembered(() => checkStore(store, doorHealth), 1_000, clock),
      webhooks: doorHealth.webhooks,
      rules: () => checkRules(rules),
      intercom: workers.check,
      slack: remembered(
        slack?.check ?? (async () => ({ state: 'ok', reason: 'notices go to the log' })),
        CHECK_EVERY_MS,
        clock,
      ),
      metrics,
    }),
  );
  http.use(notFound, failed(log));

  const server = await listen(http, config.port, config.host);
  await findings.requeue();
  await workers.start();
  await notices.close('rules_refused');
  const url = addressOf(server, config.host);
  log.info('listening', {
    address: url,
    backend: store.backend,
    mode: config.mode,
    rules: ruleSet.rules.length,
  });

  let stopping: Promise<void> | undefined;
  return {
    url: `http://${url}`,
    backend: store.backend,
    reloadRules: rules.reload,
    stop() {
      stopping ??= stopApp();
      return stopping;
    },
  };

  async function stopApp(): Promise<void> {
    workers.stop();
    rules.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.race([closed, sleep(STOP_MS / 2, undefined, { ref: false })]);
    server.closeAllConnections();
    // Attempts that still wait for Intercom are given up, and settle as such, before the store closes.
    const giveUp = setTimeout(() => void intercom.close(), STOP_MS / 4);
    await store.close(STOP_MS / 2);
    clearTimeout(giveUp);
    await intercom.close();
    await thread.close();
    log.info('stopped');
    log.flush();
  }
}

interface Slack {
  readonly sender: ReturnType<typeof createSlackSender>;
  readonly router: ReturnType<typeof createSlackDoor>['router'];
  readonly check: () => Promise<Check>;
}

function openSlack(config: SlackConfig, overrides: Overrides, clock: () => Date): Slack {
  const { botToken: token, apiUrl, channel, signingSecret } = config;
  const access = { token, apiUrl, timeoutMs: overrides.slackTimeoutMs ?? SLACK_TIMEOUT_MS };
  const sender = createSlackSender({ ...access, channel, clock });
  return {
    sender,
    router: createSlackDoor({ ...access, signingSecret }).router,
    check: () => sender.check(),
  };
}

async function checkStore(store: Store, doorHealth: DoorHealth): Promise<Check> {
  try {
    await store.ping();
    return doorHealth.keeps()
      ? { state: 'ok', reason: store.backend }
      : { state: 'down', reason: 'not_kept' };
  } catch (error) {
    return { state: 'down', reason: describeError(error).code };
  }
}

function checkRules(rules: LiveRules): Check {
  const faults = rules.faults();
  const inUse = `${rules.current().rules.length} rules`;
  return faults === 0
    ? { state: 'ok', reason: inUse }
    : { state: 'degraded', reason: `${inUse}, new ones refused for ${faults} faults` };
}

const notFound: RequestHandler = (_request, response) => {
  response.status(404).json({ result: 'not_found' });
};

/** Express's own answer to an error is a page with its stack. */
function failed(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    log.error('request failed', describeError(error));
    if (response.headersSent) return next(error);
    response.status(500).json({ result: 'failed' });
  };
}

function listen(http: Express, port: number, host: string): Promise<Server> {
  const server = createServer(http);
  // Intercom keeps connections open; ours must not end first, in the middle of its next request.
  server.keepAliveTimeout = 75_000;
  // Intercom gives up after five seconds; whoever sends longer only holds memory.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function addressOf(server: Server, host: string): ListenAddress {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}
