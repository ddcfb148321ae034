// What candidate rules would do on history, beside what the present ones would: conversations are read and judged, and
// nothing is changed, kept or sent.

import { eachOf } from '../each-of.ts';
import type { IntercomWork } from '../intercom/client.ts';
import type { FoundConversation } from '../intercom/search.ts';
import type { Id } from '../message.ts';
import type { Patience } from '../patience.ts';
import type { RuleSet } from '../rule-set.ts';
import { type Refused, type Search, walkHistory } from '../walk-history.ts';
import { countDifference, countIn } from './count.ts';
import { judgeMessage } from './judge-message.ts';
import { noDifference, noTally, type Simulation } from './simulation.ts';

export interface SimulateDependencies {
  readonly search: Search;
  readonly read: IntercomWork['read'];
  readonly patience: Patience;
  readonly candidate: RuleSet;
  /** Undefined: nothing to compare with. */
  readonly present: RuleSet | undefined;
  readonly workspaceId: Id;
  readonly isStopped: () => boolean;
  readonly clock: () => Date;
  /** After every conversation. */
  readonly onRead: (sofar: Simulation) => void;
  /** After every slice of history: from there, and with the conversations that were read, it can go on another time. */
  readonly onSlice: (sofar: Simulation, read: ReadonlySet<Id>) => Promise<void>;
}

export interface SimulateAsked {
  readonly since: Date;
  readonly until: Date | undefined;
  readonly teamId: Id | undefined;
}

export type Simulated =
  | { readonly kind: 'simulated'; readonly simulation: Simulation }
  | { readonly kind: 'refused'; readonly refusal: Refused; readonly simulation: Simulation };

const AT_ONCE = 16;

export function newSimulation(
  { candidate, present, workspaceId, clock }: SimulateDependencies,
  { since, until, teamId }: SimulateAsked,
): Simulation {
  const setOf = ({ print, rules }: RuleSet) => ({ print, rules: rules.length, tally: noTally() });
  return {
    format: 1,
    workspaceId,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    team: teamId ?? null,
    startedAt: clock().toISOString(),
    isWhole: false,
    doneS: null,
    total: null,
    conversations: 0,
    skipped: 0,
    messages: 0,
    unseen: 0,
    unread: [],
    callsPerTenSeconds: null,
    candidate: setOf(candidate),
    present: present ? setOf(present) : null,
    difference: present ? noDifference() : null,
  };
}

/** Goes on from where the simulation stands, and changes it and what was read. Rejects when `onSlice` does. */
export async function runSimulation(
  deps: SimulateDependencies,
  simulation: Simulation,
  read: Set<Id>,
): Promise<Simulated> {
  const search: Search = (within, after) => deps.patience(() => deps.search(within, after));
  const fromS = simulation.doneS ?? Math.floor(Date.parse(simulation.since) / 1000);
  const nowS = Math.floor(deps.clock().getTime() / 1000);
  for await (const slice of walkHistory(search, { fromS, nowS })) {
    if (slice.kind === 'refused') return { kind: 'refused', refusal: slice.refusal, simulation };
    simulation.total ??= slice.left ?? null;
    const fresh = slice.conversations.filter(({ conversationId }) => !read.has(conversationId));
    const refusal = await readAll(deps, simulation, fresh, read);
    if (refusal) return { kind: 'refused', refusal, simulation };
    if (deps.isStopped()) return { kind: 'simulated', simulation };
    simulation.doneS = slice.within.untilS ?? nowS;
    if (slice.within.untilS === undefined) await readLeft(deps, simulation, read);
    await deps.onSlice(simulation, read);
  }
  return { kind: 'simulated', simulation };
}

/** What could not be read then may be by now. */
async function readLeft(deps: SimulateDependencies, simulation: Simulation, read: Set<Id>): Promise<void> {
  const left = simulation.unread.splice(0);
  simulation.conversations -= left.length;
  await eachOf(left, AT_ONCE, (conversationId) => readOne(deps, simulation, conversationId, read));
  simulation.isWhole = simulation.unread.length === 0;
}

async function readAll(
  deps: SimulateDependencies,
  simulation: Simulation,
  conversations: readonly FoundConversation[],
  read: Set<Id>,
): Promise<Refused | undefined> {
  let refused: Refused | undefined;
  await eachOf(conversations, AT_ONCE, async (one) => {
    if (refused || deps.isStopped()) return;
    if (isWanted(simulation, one)) refused ??= await readOne(deps, simulation, one.conversationId, read);
    else simulation.skipped += 1;
    deps.onRead(simulation);
  });
  return refused;
}

function isWanted({ until, team }: Simulation, { createdS, circumstances }: FoundConversation): boolean {
  if (until !== null && createdS !== undefined && createdS * 1000 > Date.parse(until)) return false;
  return team === null || circumstances.teamId === team;
}

async function readOne(
  deps: SimulateDependencies,
  simulation: Simulation,
  conversationId: Id,
  read: Set<Id>,
): Promise<Refused | undefined> {
  const answer = await deps.patience(() => deps.read(deps.workspaceId, conversationId, deps.clock()));
  switch (answer.kind) {
    case 'messages': {
      const { unseen, fieldsHidden } = answer;
      simulation.unseen += unseen + (fieldsHidden ? 1 : 0);
      judgeAll(deps, simulation, answer);
      break;
    }
    case 'gone':
      break;
    case 'unauthorised':
    case 'denied':
      return answer;
    default:
      simulation.unread.push(conversationId);
  }
  read.add(conversationId);
  simulation.conversations += 1;
  return undefined;
}

type Messages = Extract<Awaited<ReturnType<IntercomWork['read']>>, { kind: 'messages' }>;

function judgeAll(
  deps: SimulateDependencies,
  simulation: Simulation,
  { messages, circumstances }: Messages,
): void {
  // What is said while it runs would count in some conversations, and not in others.
  const untilMs = Date.parse(simulation.until ?? simulation.startedAt);
  for (const message of messages) {
    if (message.saidAt.getTime() > untilMs) continue;
    simulation.messages += 1;
    const heard = { message, circumstances };
    const judged = judgeMessage(deps.candidate, message, circumstances);
    if (judged) countIn(simulation.candidate.tally, judged, heard);
    if (!deps.present || !simulation.present || !simulation.difference) continue;
    const before = judgeMessage(deps.present, message, circumstances);
    if (before) countIn(simulation.present.tally, before, heard);
    countDifference(simulation.difference, judged, before, message);
  }
}
