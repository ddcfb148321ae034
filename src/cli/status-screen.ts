// How the service stands, on one screen.

import { count, duration } from '../slack/quantities.ts';
import { doneOf } from './backfill-lines.ts';
import { JOB_COUNTS } from './job-lines.ts';
import type { Seen } from './status-form.ts';

type Row = readonly [name: string, ...lines: string[]];
type Status = NonNullable<Seen['status']>;

export function statusScreen({ ready, status, swept, backfills, jobs }: Seen): string {
  const checks = Object.entries(ready.checks).map(
    ([name, { state, reason }]) => `${name.padEnd(9)} ${state}${reason === undefined ? '' : ` (${reason})`}`,
  );
  return written([
    ['ready', ready.ready ? 'yes' : 'no: it cannot take webhooks', ...checks],
    ...(status ? statusRows(status) : []),
    ...(status ? [sweepRow(status, swept)] : []),
    ['backfill', ...backfillLines(backfills)],
    ['jobs', jobsLine(jobs)],
  ]);
}

const NOT_KNOWN = 'not known';

function statusRows(status: Status): readonly Row[] {
  const { at, mode, rules, paused, findings, last_day: day, approvals, approvers, storm } = status;
  const counts = Object.entries(findings).map(([state, number]) => `${number} ${state}`);
  const { exposure, redacted } = day;
  return [
    ['mode', mode === 'monitor' ? 'monitor: it redacts nothing' : mode],
    ['findings', counts.join(', ') || 'none', ...oldestLines(status)],
    [
      'exposure',
      exposure
        ? `${duration(exposure.median_ms)} in the middle, ${duration(exposure.worst_ms)} at worst, of ${redacted} redacted in 24 h`
        : 'nothing was redacted in 24 h',
    ],
    [
      'rules',
      `${rules} in use, ${paused.length} paused`,
      ...paused.map(({ rule, by, until }) => `${rule} until ${until.slice(0, 16)}Z, by ${by}`),
    ],
    [
      'approvers',
      approvers ? 'set' : 'none: nobody may approve a deletion or dismiss a finding; set SLACK_APPROVERS',
      ...(approvals > 0 ? [`${count(approvals, 'deletion')} to approve`] : []),
    ],
    ...(storm
      ? [['storm', `for ${since(at, storm.since)}, ${count(storm.conversations, 'conversation')}`] as const]
      : []),
  ];
}

function oldestLines({ at, oldest }: Status): readonly string[] {
  return [
    ...(oldest.waiting ? [`oldest that waits: said ${since(at, oldest.waiting)} ago`] : []),
    ...(oldest.for_people ? [`oldest that needs a person: said ${since(at, oldest.for_people)} ago`] : []),
  ];
}

function sweepRow({ at, sweeping }: Status, swept: Seen['swept']): Row {
  if (!sweeping && !swept?.swept_at) return ['sweep', 'off'];
  if (!swept) return ['sweep', NOT_KNOWN];
  const { by_webhook: heard, by_sweep_only: missed, repaired, unscannable } = swept.last_week;
  const last = swept.swept_at ? `last ended ${since(at, swept.swept_at)} ago` : 'not ended yet';
  return [
    'sweep',
    sweeping ? last : `off; ${last}`,
    `in a week ${heard} by webhook, ${missed} missed, ${repaired} of them with personal data, ${unscannable} unscannable`,
  ];
}

function backfillLines(backfills: Seen['backfills']): readonly string[] {
  if (!backfills) return [NOT_KNOWN];
  const lines = backfills.map((one) => {
    const of = one.total == null ? '' : ` of ${Math.max(one.total, doneOf(one))}`;
    return `${one.id} ${one.state}: ${doneOf(one)}${of} conversations, ${one.counts.findings} findings`;
  });
  return lines.length === 0 ? ['none'] : lines;
}

function jobsLine(jobs: Seen['jobs']): string {
  if (!jobs) return NOT_KNOWN;
  const counts = JOB_COUNTS.map((name) => `${jobs.jobs.reduce((sum, job) => sum + job[name], 0)} ${name}`);
  const ages = jobs.jobs.flatMap(({ oldest_ms: age }) => (age === null ? [] : [age]));
  return counts.join(', ') + (ages.length === 0 ? '' : `; the oldest due for ${duration(Math.max(...ages))}`);
}

function since(now: Date, then: Date): string {
  return duration(now.getTime() - then.getTime());
}

function written(rows: readonly Row[]): string {
  return rows
    .flatMap(([name, ...lines]) =>
      lines.map((line, place) => `${(place === 0 ? name : '').padEnd(11)}${line}\n`),
    )
    .join('');
}
