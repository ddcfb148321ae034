// How the service is, for people: `/redactor status`.

import { OPEN_STANDINGS, type ServiceStatus, type StatusFigures } from '../command.ts';
import type { Check } from '../health.ts';
import { standingWord } from './command-words.ts';
import { bold, code, type Line, person, time } from './pieces.ts';
import { count, duration } from './quantities.ts';

const PAUSES_LISTED = 10;

const STATES: Readonly<Record<Check['state'], string>> = {
  ok: ':white_check_mark: ok',
  degraded: ':warning: degraded',
  down: ':red_circle: down',
};

const MODES: Readonly<Record<ServiceStatus['mode'], string>> = {
  enforce: 'it redacts what the policy says',
  monitor: 'it only records and redacts nothing',
};

export function statusLines(status: ServiceStatus, now: Date): readonly Line[] {
  const { checks, mode, figures } = status;
  return [
    [...headOf(status)],
    [bold('Mode'), ` ${mode}: ${MODES[mode]}`],
    [bold('Intercom'), ` ${checkWord(checks.intercom)}`],
    [bold('Store'), ` ${checkWord(figures || checks.store.state !== 'ok' ? checks.store : UNREAD)}`],
    [bold('Slack'), ` ${checkWord(checks.slack)}`],
    ...(figures
      ? figureLines(status.rules, figures, now)
      : [[bold('Open, waiting, paused'), ' not known while the store does not answer']]),
  ];
}

/** It was well a moment ago. */
const UNREAD: Check = { state: 'degraded', reason: 'it did not answer just now' };

function figureLines(
  rules: number,
  { pauses, waiting, open, approvals, storm }: StatusFigures,
  now: Date,
): readonly Line[] {
  const listed = pauses.slice(0, PAUSES_LISTED);
  return [
    [bold('Rules'), ` ${rules} in use, ${pauses.length} paused`],
    ...listed.map(
      ({ ruleId, by, until }): Line => [
        '• ',
        code(ruleId),
        ' paused until ',
        time(until),
        ' by ',
        person(by),
      ],
    ),
    ...(pauses.length > listed.length ? [[`• and ${pauses.length - listed.length} more`]] : []),
    [bold('Open'), ` ${openWords(open)}`],
    [
      bold('Waiting'),
      ` ${count(waiting, 'message')} tried by itself; ${count(approvals, 'deletion')} to approve`,
    ],
    storm === undefined
      ? [bold('Storm'), ' none']
      : [
          bold('Storm'),
          ` :warning: for ${duration(now.getTime() - storm.since.getTime())}, `,
          `${count(storm.conversations, 'conversation')} on one card`,
        ],
  ];
}

function headOf({ checks, figures }: ServiceStatus): Line {
  const worst = Object.values(checks).some(({ state }) => state !== 'ok');
  if (worst || !figures)
    return [':warning: ', bold('Something is wrong with the service; what it has taken is not lost')];
  const forPeople = OPEN_STANDINGS.reduce(
    (sum, standing) => sum + (standing === 'pending' ? 0 : (figures.open[standing] ?? 0)),
    0,
  );
  return forPeople === 0
    ? [':white_check_mark: ', bold('All is well')]
    : [':warning: ', bold(`${count(forPeople, 'conversation')} in trouble: /redactor open lists them`)];
}

function openWords(open: StatusFigures['open']): string {
  const words = OPEN_STANDINGS.flatMap((standing) => {
    const number = open[standing] ?? 0;
    return number === 0 ? [] : [`${number} ${standingWord(standing)}`];
  });
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** Reasons of checks are codes and counts. */
function checkWord({ state, reason }: Check): string {
  return reason === undefined ? STATES[state] : `${STATES[state]} (${reason})`;
}
