// Prometheus metrics. Labels are enums and rule kinds only.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ApprovalOutcome } from './approval.ts';
import type { Topic } from './message.ts';
import type { FindingState, Outcome } from './outcome.ts';
import type { Coverage } from './store/sweeps.ts';

export interface Metrics {
  event(topic: Topic, tookMs: number): void;
  webhook(result: string): void;
  taken(count: { readonly added: number; readonly duplicates: number }): void;
  outcome(kind: Outcome['kind'], state: FindingState, times: OutcomeTimes): void;
  card(result: string): void;
  /** What became of a `/redactor` that somebody typed. */
  command(result: string): void;
  deletion(outcome: ApprovalOutcome['kind']): void;
  /** What a sweep saw. */
  swept(seen: Coverage): void;
  /** A request to Slack in which a rule matched: a generic one was sent instead. */
  heldBack(): void;
  /** Whether the last attempt to reach Slack worked. */
  slackTakes(works: boolean): void;
  fallback(result: 'taken' | 'failed'): void;
  /** Prometheus text. */
  text(): Promise<string>;
}

export interface OutcomeTimes {
  readonly seenAt: Date;
  readonly saidAt: Date;
  readonly actedAt: Date;
  readonly provenAt: Date | undefined;
}

const SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400];

export function createMetrics(
  countWaiting: () => Promise<number>,
  countPaused: () => Promise<number>,
): Metrics {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  collectDefaultMetrics({ register: registry });
  const named = (name: string, help: string, labelNames: readonly string[] = []) => ({
    name: `redactor_${name}`,
    help,
    labelNames: [...labelNames],
    registers: [...registers],
  });
  const webhooks = new Counter(named('webhooks_total', 'Webhook requests by result.', ['result']));
  const events = new Counter(named('events_total', 'Events taken, by topic.', ['topic']));
  const ack = new Histogram({
    ...named('ack_seconds', 'From request to answer.'),
    buckets: SECONDS.slice(0, 10),
  });
  const findings = new Counter(
    named('findings_total', 'Messages with personal data, new or known.', ['known']),
  );
  const outcomes = new Counter(named('outcomes_total', 'Attempts by outcome.', ['outcome', 'state']));
  const delay = new Histogram({
    ...named('act_delay_seconds', 'From event to the first request to Intercom.'),
    buckets: SECONDS,
  });
  const exposure = new Histogram({
    ...named('exposure_seconds', 'From said to proven redacted.'),
    buckets: SECONDS,
  });
  const cards = new Counter(named('cards_total', 'Cards by result.', ['result']));
  const commands = new Counter(named('commands_total', 'Commands typed in Slack, by result.', ['result']));
  const deletions = new Counter(
    named('deletions_total', 'Attempts at deleting conversations, by outcome.', ['outcome']),
  );
  const held = new Counter(named('gate_total', 'Requests to Slack that were held back at the last gate.'));
  const swept = new Counter(
    named('swept_messages_total', 'Messages that a sweep saw, by whether a webhook had brought them.', [
      'by',
    ]),
  );
  const repairs = new Counter(
    named('repairs_total', 'Messages with personal data that no webhook had brought.'),
  );
  const slackUp = new Gauge(named('slack_up', 'Whether Slack took what it was last sent.'));
  slackUp.set(1);
  const fallbacks = new Counter(named('fallback_total', 'Messages to the fallback, by result.', ['result']));
  new Gauge({
    ...named('findings_waiting', 'Findings that wait for an attempt.'),
    async collect() {
      // The store's state is /readyz's to tell; the other figures must not be lost with it.
      this.set(await countWaiting().catch(() => Number.NaN));
    },
  });

  new Gauge({
    ...named('rules_paused', 'Rules whose matches are only reported for now.'),
    async collect() {
      this.set(await countPaused().catch(() => Number.NaN));
    },
  });

  const eventsOf = remembered((topic: Topic) => events.labels(topic));
  const webhooksOf = remembered((result: string) => webhooks.labels(result));

  return {
    event(topic, tookMs) {
      eventsOf(topic).inc();
      ack.observe(tookMs / 1000);
    },
    webhook: (result) => webhooksOf(result).inc(),
    taken({ added, duplicates }) {
      if (added > 0) findings.inc({ known: 'new' }, added);
      if (duplicates > 0) findings.inc({ known: 'known' }, duplicates);
    },
    outcome(kind, state, { seenAt, saidAt, actedAt, provenAt }) {
      outcomes.inc({ outcome: kind, state });
      delay.observe(secondsBetween(seenAt, actedAt));
      if (provenAt && kind === 'redacted') exposure.observe(secondsBetween(saidAt, provenAt));
    },
    card: (result) => cards.inc({ result }),
    swept({ heard, sweptOnly, repaired }) {
      swept.inc({ by: 'webhook' }, heard);
      swept.inc({ by: 'sweep_only' }, sweptOnly);
      repairs.inc(repaired);
    },
    command: (result) => commands.inc({ result }),
    deletion: (outcome) => deletions.inc({ outcome }),
    heldBack: () => held.inc(),
    slackTakes: (works) => slackUp.set(works ? 1 : 0),
    fallback: (result) => fallbacks.inc({ result }),
    text: () => registry.metrics(),
  };
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / 1000;
}

/** Finding a counter by its labels costs more than counting. */
function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
