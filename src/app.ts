// The composition root: leaves first, one object each, handed to whoever needs it.

import { randomUUID } from 'node:crypto';
import { adminOf } from './admin-of.ts';
import { createApprovers } from './approvers.ts';
import { createAssess } from './assess.ts';
import { BY_SERVICE } from './audit.ts';
import { checkRules, checkStore } from './checks.ts';
import { createCommandDesk } from './command-desk.ts';
import type { Config } from './config.ts';
import { createDeletion } from './deletion.ts';
import { createDesk } from './desk.ts';
import { createDoorHealth } from './door-health.ts';
import { createFingerprinter, readFingerprintKey } from './fingerprint.ts';
import { remembered } from './health.ts';
import { addressOf, closeServer, listen } from './http.ts';
import type { CallTimes } from './intercom/call.ts';
import { createIntercom } from './intercom/client.ts';
import { createLiveRules } from './live-rules.ts';
import { createLog, describeError, type Log } from './log.ts';
import { createLogSender } from './log-sender.ts';
import { createLookAgain } from './look-again.ts';
import { createMaskedCopy } from './masked-copy.ts';
import type { Id } from './message.ts';
import { createMetrics } from './metrics.ts';
import { openHistory } from './open-history.ts';
import { openOutbox } from './open-outbox.ts';
import { openSlack } from './open-slack.ts';
import type { Pace } from './pace.ts';
import { createPipeline } from './pipeline.ts';
import { isHeld } from './policy/held.ts';
import type { Policy } from './policy/policy.ts';
import { abilitiesOf, OWN_RULES_DIR, type RuleSet, readRuleSet } from './rule-set.ts';
import { createHttp } from './serve-http.ts';
import { createSideScanner } from './side-scanner.ts';
import type { GateOptions } from './slack/gate.ts';
import { openStore, type Store } from './store/store.ts';
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
  /** Instead of the one beside the rules, until they are read again. */
  readonly policy?: Policy;
  readonly intercomTimes?: CallTimes;
  readonly slackTimeoutMs?: number;
  readonly slackPace?: Pace;
  readonly slackEditPace?: Pace;
  /** How long a card waits before it is first posted, for what ends by itself. */
  readonly groupWaitMs?: number;
  /** How soon Slack is tried again after it said that a setting is wrong. */
  readonly slackRetryMs?: number;
  readonly checkEveryMs?: number;
}

const SLACK_TIMEOUT_MS = 10_000;
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
  const beside = createSideScanner();
  const rulesDir = config.rulesDir ?? OWN_RULES_DIR;
  const options = {
    passTestValues: config.passTestValues,
    ...abilitiesOf(config),
  };
  const read = overrides.ruleSet ?? (await readRuleSet(beside, rulesDir, options));
  const ruleSet = overrides.policy ? { ...read, policy: overrides.policy } : read;
  const fingerprint = createFingerprinter(readFingerprintKey(config.fingerprintKey, config.store.dataDir));
  const metrics = createMetrics(
    () => store.findings.countWaiting(),
    async () => (await store.rulePauses.rules()).size,
  );
  const store: Store = await openStore(config.store, {
    clock,
    createId: () => randomUUID() as string as Id,
    onError: (error) => log.error('store or queue trouble', describeError(error)),
    onTaken: (count) => metrics.taken(count),
  });
  const intercom = createIntercom(config.intercom, clock, overrides.intercomTimes);
  const gate: GateOptions = {
    isClean: (text) => rules.current().scan(text).length === 0,
    onHeld() {
      metrics.heldBack();
      log.error('what was about to leave was held back, a generic one was sent instead');
    },
  };
  const slack =
    config.notices === 'log'
      ? undefined
      : openSlack(config.notices, {
          timeoutMs: overrides.slackTimeoutMs ?? SLACK_TIMEOUT_MS,
          clock,
          random,
          log,
          gate,
        });
  const { approverGroup: group } = config;
  const approvers = createApprovers({
    named: config.approvers,
    members: group && slack && (() => slack.membersOf(group)),
    clock,
  });
  const { findings, notices, queue } = store;

  const rules = createLiveRules({
    rulesDir,
    first: ruleSet,
    beside,
    onRefused: () => notices.open('rules_refused'),
    onTaken: () => notices.close('rules_refused'),
    log,
  });

  const copy = createMaskedCopy({
    intercom,
    adminId: config.intercom.adminId,
    scan: rules.scan,
    scanNote: (note) => rules.current().scan(note),
    onWritten: ({ workspaceId, conversationId, messageId: subjectId }) =>
      store.audit.add({
        at: clock(),
        actor: BY_SERVICE,
        action: 'write_note',
        workspaceId,
        conversationId,
        subjectId,
        result: 'done',
      }),
    log,
  });
  const assess = createAssess({
    scan: rules.scan,
    summarise: ruleSet.summarise,
    fingerprint,
    mode: config.mode,
    policy: () => rules.current().policy,
    exceptions: () => store.exceptions.valid(),
    paused: () => store.rulePauses.rules(),
    clock,
  });
  const pipeline = createPipeline({
    assess,
    policy: () => rules.current().policy,
    findings,
    echoes: store.echoes,
    heard: config.sweep && store.heard,
    copy,
    intercom,
    workspace: () => workers.workspace(),
    onEvent: (workspaceId) => workers.onEvent(workspaceId),
    onTrouble: (problem) => workers.onTrouble(problem),
    clock,
    random,
    log,
    metrics,
  });
  const outbox = openOutbox({
    config,
    store,
    sender: slack?.sender ?? createLogSender(log),
    times: { slackTimeoutMs: SLACK_TIMEOUT_MS, ...overrides },
    gate,
    clock,
    random,
    log,
    metrics,
  });
  const deletion = createDeletion({
    approvals: store.approvals,
    intercom,
    isHeld: (tags) => isHeld(rules.current().policy, { tags }),
    limits: () => rules.current().policy.deletions,
    workspace: async () => {
      if (!workers.workspace()) await workers.check();
      return workers.workspace();
    },
    isHalted: () => workers.isHalted(),
    onTrouble: (problem) => workers.onTrouble(problem),
    onRoom: () => notices.close('deletions_used_up'),
    clock,
    random,
    log,
    metrics,
  });
  const lookAgain = createLookAgain({
    byHand: store.byHand,
    findings,
    assess,
    fingerprintsIn: async (body) =>
      (await rules.scan(body))?.map(({ kind, value }) => fingerprint(kind, value)) ?? [],
    exceptions: () => store.exceptions.valid(),
    intercom,
    workspace: () => workers.workspace(),
    isHalted: () => workers.isHalted(),
    onTrouble: (problem) => workers.onTrouble(problem),
    clock,
    random,
    log,
  });
  const processId = randomUUID() as string as Id;
  const history = openHistory({
    config,
    store,
    intercom,
    assess,
    rules,
    workers: () => workers,
    by: processId,
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
    tell: outbox.tell,
    deletion,
    lookAgain,
    clock,
    log,
  });

  const doorHealth = createDoorHealth(clock);
  const checks = {
    store: remembered(() => checkStore(store, doorHealth), 1_000, clock),
    intercom: workers.check,
    slack: remembered(() => outbox.checkSlack(slack?.check), CHECK_EVERY_MS, clock),
  };
  const ruleIds = () => rules.current().rules.map(({ id }) => id);
  const commands = createCommandDesk({
    mode: config.mode,
    checks,
    rules: ruleIds,
    pauses: store.rulePauses,
    overview: store.overview,
    countWaiting: () => findings.countWaiting(),
    workspace: () => workers.workspace(),
    approvers,
    clock,
  });
  const slackIn = slack?.open({
    desk: createDesk({
      tokens: slack.tokens,
      team: slack.team,
      approvers,
      presses: store.presses,
      notices,
      log,
    }),
    answer: commands.answer,
    region: config.intercom.region,
    told: (result) => metrics.command(result),
  });
  const http = createHttp({
    webhook: { secrets: config.intercom.clientSecrets, clock, receive: pipeline.receive },
    slack: slackIn?.router,
    admin: adminOf({
      token: config.adminToken,
      store,
      approvers,
      workspace: () => workers.workspace(),
      fingerprint,
      scan: (body) => rules.current().scan(body),
      ruleIds,
      mode: config.mode,
      sweep: history.sweep,
      lookForBackfill: history.lookForBackfill,
      callsPerTenSeconds: intercom.callsPerTenSeconds,
      clock,
    }),
    health: {
      ...checks,
      webhooks: doorHealth.webhooks,
      rules: () => checkRules(rules),
      fallback: outbox.checkFallback,
      metrics,
    },
    doorHealth,
    log,
    metrics,
  });

  const server = await listen(http, config.port, config.host).catch(async (error: unknown) => {
    await store.close(0);
    throw error;
  });
  await findings.requeue();
  await store.approvals.requeue();
  await store.byHand.requeue();
  await workers.start();
  outbox.start();
  history.start();
  await notices.close('rules_refused');
  slackIn?.start();
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
    outbox.stop();
    await history.stop();
    rules.stop();
    await Promise.all([closeServer(server, STOP_MS / 2), slackIn?.stop()]);
    await slackIn?.ended(STOP_MS / 4);
    // Attempts that still wait for Intercom are given up, and settle as such, before the store closes.
    const giveUp = setTimeout(() => void intercom.close(), STOP_MS / 4);
    await store.close(STOP_MS / 2);
    clearTimeout(giveUp);
    await intercom.close();
    beside.close();
    log.info('stopped');
    log.flush();
  }
}
