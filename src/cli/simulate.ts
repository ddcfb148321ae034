// What rules would do on history, before anybody switches them on. Needs Intercom's token and nothing else of the
// service: no store, no Slack.

import { setTimeout as delay } from 'node:timers/promises';
import { type IntercomApiConfig, readIntercomApi } from '../config-intercom.ts';
import { readPassTestValues } from '../config-rules.ts';
import { toMs } from '../duration.ts';
import { createEnvironmentReader, refuseProblems } from '../environment.ts';
import { RedactorError } from '../errors.ts';
import { createIntercom, type Intercom } from '../intercom/client.ts';
import type { Refusal } from '../intercom/refusal.ts';
import { type Id, toId } from '../message.ts';
import { createPatience } from '../patience.ts';
import type { RuleSet } from '../rule-set.ts';
import { newSimulation, runSimulation, type SimulateAsked } from '../simulate/run-simulation.ts';
import type { Simulation } from '../simulate/simulation.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Command, Io } from './io.ts';
import { readKept, writeKept } from './kept-simulation.ts';
import { createProgress } from './progress.ts';
import { readSet, rulesDirectory } from './rules-directory.ts';
import { simulationLines } from './simulation-lines.ts';
import { simulationPage } from './simulation-page.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';
import { whyUnwritable, writeFileWhole } from './whole-file.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  since: { type: 'string' },
  until: { type: 'string' },
  rules: { type: 'string' },
  against: { type: 'string' },
  team: { type: 'string' },
  html: { type: 'string' },
  keep: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- simulate --since 30d [--until 7d] [--rules DIR] [--against DIR]
                                      [--team ID] [--html FILE] [--keep FILE] [--json]

Reads the conversations that were updated since then, and says what rules and their policy would do
with them in MODE=enforce, beside what the present ones would. Nothing is changed, and no value is
shown: only how it is written, such as 4-4-4-4 for four groups of digits.

  --since LENGTH   how far back, such as 30d
  --until LENGTH   leave out what was said later than so long ago
  --rules DIR      the rules to try; the present ones without it
  --against DIR    the present rules; RULES_DIR without it, or those that come with the program
  --team ID        only conversations that are assigned to this team
  --html FILE      also write a page to hand round, with charts; it needs nothing beside it
  --keep FILE      keep in this file how far it is: after Ctrl-C the same command goes on from there
  --json           print JSON

Needs INTERCOM_ACCESS_TOKEN, and INTERCOM_REGION outside the US; the service may run meanwhile, and goes
first. Exceptions and paused rules, which are in its store, do not count here.

Example:
  npm run -s redactor -- simulate --since 30d --rules ./candidate-rules --html simulation.html
`;

interface Asked extends SimulateAsked {
  readonly html: string | undefined;
  readonly keep: string | undefined;
  readonly asJson: boolean;
}

interface Ended {
  readonly simulation: Simulation;
  readonly refusal?: Refusal | undefined;
  readonly fault?: string;
}

interface Sets {
  readonly candidate: RuleSet;
  readonly present: RuleSet | undefined;
}

export const simulateCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  const asked = askedFrom(values);
  if (typeof asked === 'string') {
    io.stderr.write(`${asked}\n\n${HELP}`);
    return WRONG_USE;
  }
  const fault = fileFault(asked);
  if (fault !== undefined) {
    io.stderr.write(`${fault}\n`);
    return WRONG_USE;
  }
  const reader = createEnvironmentReader(io.env);
  const api = readIntercomApi(reader);
  const passTestValues = readPassTestValues(reader);
  refuseProblems(reader);
  return simulate(asked, readSets(values, passTestValues, io), api, io);
};

type Values = { readonly [Name in keyof typeof OPTIONS]?: string | boolean | undefined };

function askedFrom({ since, until, team, html, keep, json }: Values): Asked | string {
  const now = Date.now();
  const before = (length: unknown): Date | undefined => {
    const ms = typeof length === 'string' ? toMs(length) : undefined;
    return ms === undefined ? undefined : new Date(now - ms);
  };
  const from = before(since);
  if (!from) return 'Say how far back with --since, such as 30d.';
  const to = before(until);
  if (until !== undefined && !to) return '--until takes a length of time, such as 7d.';
  if (to && to <= from) return '--until must be nearer than --since.';
  const teamId = toId(team);
  if (team !== undefined && !teamId) return '--team takes the id of a team.';
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    since: from,
    until: to,
    teamId,
    html: text(html),
    keep: text(keep),
    asJson: json === true,
  };
}

function fileFault({ html, keep }: Asked): string | undefined {
  const files = [html, keep].filter((file) => file !== undefined);
  if (files.length === 2 && html === keep) return '--html and --keep name the same file.';
  return files.map(whyUnwritable).find((fault) => fault !== undefined);
}

/** @throws RedactorError `rules_invalid`. */
function readSets(
  { rules, against }: { readonly rules?: string | undefined; readonly against?: string | undefined },
  passTestValues: boolean,
  io: Io,
): Sets {
  const present = readSet(rulesDirectory(against, io), passTestValues);
  const candidate = rules === undefined ? present : readSet(rules, passTestValues);
  return { candidate, present: candidate.print === present.print ? undefined : present };
}

async function simulate(asked: Asked, sets: Sets, api: IntercomApiConfig, io: Io): Promise<number> {
  const intercom = createIntercom(api, () => new Date());
  try {
    const me = await intercom.whoAmI();
    if (me.kind !== 'workspace') return refused(me, io);
    const ended = await look(asked, sets, me.workspaceId, intercom, io);
    if (ended === undefined) return WRONG_USE;
    const { simulation, refusal, fault } = ended;
    if (fault !== undefined) simulation.isWhole = false;
    const code = await tell(asked, simulation, io);
    if (fault !== undefined) io.stderr.write(`${fault}\n`);
    return refusal ? refused(refusal, io) : code;
  } finally {
    await intercom.close();
  }
}

/** Undefined: what keeps it from beginning has been said. */
async function look(
  asked: Asked,
  sets: Sets,
  workspaceId: Id,
  intercom: Intercom,
  io: Io,
): Promise<Ended | undefined> {
  const clock = (): Date => new Date();
  const sleep = (ms: number): Promise<void> => delay(ms, undefined, { signal: io.stopped });
  const progress = createProgress(io);
  const deps = {
    ...sets,
    ...intercom.backfill,
    patience: createPatience({ clock, random: Math.random, sleep, tries: 10 }),
    workspaceId,
    isStopped: () => io.stopped.aborted,
    clock,
    onRead: (now: Simulation) =>
      progress({
        done: now.conversations + now.skipped,
        total: now.total ?? 0,
        found: now.candidate.tally.messages,
      }),
    onSlice: async (simulation: Simulation, read: ReadonlySet<Id>) => {
      simulation.callsPerTenSeconds = intercom.callsPerTenSeconds() ?? null;
      if (asked.keep !== undefined) await writeKept(asked.keep, { simulation, read: new Set(read) });
    },
  };
  const fresh = newSimulation(deps, asked);
  const kept =
    asked.keep === undefined ? { simulation: fresh, read: new Set<Id>() } : await readKept(asked.keep, fresh);
  if (typeof kept === 'string') {
    io.stderr.write(`${kept}\n`);
    return undefined;
  }
  const { simulation } = kept;
  const ended = await runSimulation(deps, simulation, kept.read).catch((error: unknown): Ended => {
    // What it waited for was given up.
    if (io.stopped.aborted) return { simulation, refusal: undefined };
    // What was seen until then is told all the same.
    if (error instanceof RedactorError) return { simulation, refusal: undefined, fault: error.message };
    throw error;
  });
  progress(undefined);
  return ended;
}

async function tell({ html, asJson, keep }: Asked, simulation: Simulation, io: Io): Promise<number> {
  io.stdout.write(asJson ? `${JSON.stringify(simulation)}\n` : simulationLines(simulation));
  if (html !== undefined) {
    await writeFileWhole(html, simulationPage(simulation));
    io.stderr.write(`The page is in ${html}.\n`);
  }
  if (simulation.isWhole) return 0;
  const howOn =
    keep === undefined ? 'with --keep FILE the next would go on from there' : 'the same command goes on';
  const why =
    simulation.unread.length > 0
      ? `${simulation.unread.length} conversations could not be read`
      : 'It was stopped before its end';
  io.stderr.write(`${why}: ${howOn}.\n`);
  return 1;
}

function refused(refusal: Refusal, io: Io): number {
  const { reason, todo } = explainRefusal(refusal);
  io.stderr.write(`Intercom: ${reason}.\n→ ${todo}\n`);
  return 1;
}
