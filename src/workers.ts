// Who takes jobs, and when nobody does: a refused token stops the work until Intercom takes it again.

import type { Intercom } from './intercom/client.ts';
import type { Log } from './log.ts';
import type { Id } from './message.ts';
import type { ServiceProblem } from './outcome.ts';
import type { Notices } from './store/notices.ts';
import type { JobHandler, Queue } from './store/queue.ts';
import type { Tell } from './tell.ts';

export type IntercomHealth =
  | { readonly state: 'ok'; readonly workspaceId: Id }
  | { readonly state: 'degraded'; readonly reason: string };

export interface Workers {
  start(): Promise<void>;
  stop(): void;
  /** Opens the card for the trouble, and stops the work where it needs the token. */
  onTrouble(problem: ServiceProblem): Promise<void>;
  /** An event came from this workspace: the token should belong to the same one. */
  onEvent(from: Id): void;
  /** Asks Intercom who the token is; at most once in a while, and otherwise the last answer. */
  check(): Promise<IntercomHealth>;
  /** The workspace of the token, once Intercom has said it. */
  workspace(): Id | undefined;
  /** Intercom refuses the token, and nothing is asked of it until it takes it again. */
  isHalted(): boolean;
}

export interface WorkersDependencies {
  readonly queue: Queue;
  readonly intercom: Pick<Intercom, 'whoAmI'>;
  readonly notices: Notices;
  readonly act: JobHandler<'act'>;
  readonly tell: Tell;
  readonly deletion: JobHandler<'delete'>;
  readonly lookAgain: JobHandler<'look'>;
  /** How often Intercom is asked who the token is, at most, in milliseconds. */
  readonly checkEveryMs: number;
  readonly clock: () => Date;
  readonly log: Log;
}

const ACT_LIMITS = { workers: 2, batch: 30 };
/** Few and slow on purpose. */
const DELETE_LIMITS = { workers: 1, batch: 1 };
/** Rare. */
const LOOK_LIMITS = { workers: 1, batch: 1 };
/** Looking is quick, and in a bad hour there is much to look at. */
const NOTICE_LIMITS = { workers: 1, batch: 20 };
/** One at a time, so that what matters most goes first. */
const CARD_LIMITS = { workers: 1, batch: 1 };

export function createWorkers(deps: WorkersDependencies): Workers {
  const { queue, intercom, notices, clock, log } = deps;
  let health: IntercomHealth = { state: 'degraded', reason: 'not_asked_yet' };
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let workspaceId: Id | undefined;
  let foreign = false;
  let working = false;
  let timer: NodeJS.Timeout | undefined;

  async function ask(): Promise<IntercomHealth> {
    askedAtMs = clock().getTime();
    const answer = await intercom.whoAmI();
    if (answer.kind !== 'workspace') return { state: 'degraded', reason: answer.kind };
    workspaceId = answer.workspaceId;
    return { state: 'ok', workspaceId };
  }

  async function check(): Promise<IntercomHealth> {
    if (clock().getTime() - askedAtMs >= deps.checkEveryMs) health = await ask();
    return health.state === 'ok' && foreign ? { state: 'degraded', reason: 'other_workspace' } : health;
  }

  async function begin(): Promise<void> {
    if (working) return;
    working = true;
    await queue.work('act', ACT_LIMITS, deps.act);
  }

  async function halt(): Promise<void> {
    health = { state: 'degraded', reason: 'unauthorised' };
    // First of all: whatever fails below, it will be tried again.
    timer ??= setInterval(() => void tryAgain().catch(() => undefined), deps.checkEveryMs).unref();
    if (working) {
      working = false;
      await queue.pause('act');
      log.error('intercom refused the token, work stops');
    }
    await notices.open('intercom_unauthorised');
  }

  async function tryAgain(): Promise<void> {
    health = await ask();
    if (health.state === 'degraded') return health.reason === 'unauthorised' ? halt() : undefined;
    await notices.close('intercom_unauthorised');
    await begin();
    clearInterval(timer);
    timer = undefined;
    log.info('intercom takes the token again, work goes on');
  }

  return {
    async start() {
      await queue.work('notice', NOTICE_LIMITS, deps.tell.look);
      await queue.work('card', CARD_LIMITS, deps.tell.send);
      health = await ask();
      // Not to be stopped: a request that nobody answers expires whatever Intercom says of the token.
      await queue.work('delete', DELETE_LIMITS, deps.deletion);
      await queue.work('look', LOOK_LIMITS, deps.lookAgain);
      await notices.close('intercom_other_workspace');
      if (health.state === 'degraded' && health.reason === 'unauthorised') return halt();
      await notices.close('intercom_unauthorised');
      await begin();
    },
    stop: () => clearInterval(timer),
    onTrouble: (problem) => (problem === 'intercom_unauthorised' ? halt() : notices.open(problem)),
    onEvent(from) {
      foreign = workspaceId !== undefined && from !== workspaceId;
    },
    check,
    workspace: () => workspaceId,
    isHalted: () => timer !== undefined,
  };
}
