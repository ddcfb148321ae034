// The way of a press, top to bottom: is its token ours, is the person of our Slack workspace, may they do this, and was
// nobody first. What does not get through changes nothing, and is in the audit all the same.

import type { Approvers } from './approvers.ts';
import { describeError, type Log } from './log.ts';
import { type Id, NO_ID, toId } from './message.ts';
import {
  APPROVERS_ONLY,
  type PressAction,
  type PressAsked,
  type Pressed,
  type Turned,
  TYPED_LENGTH,
} from './press.ts';
import type { PressTokens } from './slack/press-token.ts';
import type { Notices } from './store/notices.ts';
import type { Presses } from './store/presses.ts';

/** Who presses, as Slack says. */
export interface Presser {
  readonly userId: string;
  /** The workspace where it is pressed, and the person's own. Both must be ours. */
  readonly teamIds: readonly string[];
}

interface Request {
  readonly by: Presser;
  /** What the button carries. */
  readonly token: string;
}

export interface PressRequest extends Request {
  readonly asked: PressAsked;
  /** What was typed to confirm which conversation it is. */
  readonly typed?: string;
}

export type Answer = Pressed | Turned | { readonly kind: 'failed' };

export type Opening =
  | { readonly kind: 'form'; readonly conversationId: Id }
  | Turned
  | Extract<Pressed, { kind: 'late' | 'unknown' }>
  | { readonly kind: 'failed' };

export interface Desk {
  /** A button that acts, or a form that was sent. Never rejects. */
  press(request: PressRequest): Promise<Answer>;
  /** Whether the form behind a button may be opened, and what it is about. Never rejects. */
  open(request: Request & { readonly action: PressAction }): Promise<Opening>;
  /** The form was shown. Never rejects. */
  opened(request: Request & { readonly action: PressAction }): Promise<void>;
}

export interface DeskDependencies {
  readonly tokens: Pick<PressTokens, 'read'>;
  /** The workspace of the bot's token. Rejects while Slack does not say it. */
  readonly team: () => Promise<string>;
  readonly approvers: Approvers;
  readonly presses: Presses;
  readonly notices: Pick<Notices, 'read'>;
  readonly log: Log;
}

export function createDesk(deps: DeskDependencies): Desk {
  const { presses, log } = deps;

  async function turnedAway(action: PressAction, by: Presser): Promise<Turned | undefined> {
    const team = await deps.team().catch(() => undefined);
    if (team === undefined) return { kind: 'team_unknown' };
    if (by.teamIds.length === 0 || by.teamIds.some((id) => id !== team)) return { kind: 'foreign' };
    if (!APPROVERS_ONLY.has(action)) return undefined;
    const may = await deps.approvers.may(by.userId);
    if (may === 'nobody') return { kind: 'no_approvers' };
    return may === 'yes' ? undefined : { kind: 'not_an_approver' };
  }

  async function refuse<T extends Turned>(
    turned: T,
    action: PressAction,
    by: Presser,
    noticeId?: Id,
  ): Promise<T> {
    await presses.note({ action, by: idOf(by), noticeId, result: 'refused' });
    log.warn('press refused', { press: action, why: turned.kind });
    return turned;
  }

  async function press({ by, token, asked, typed }: PressRequest): Promise<Answer> {
    const { action } = asked;
    const read = deps.tokens.read(token, action);
    if (!read) return refuse({ kind: 'forged' }, action, by);
    const { noticeId, turn } = read;
    const turned = await turnedAway(action, by);
    if (turned) return refuse(turned, action, by, noticeId);
    if (typed !== undefined && typed !== (await ending(noticeId)))
      return refuse({ kind: 'wrong_conversation' }, action, by, noticeId);
    const pressed = await presses.press({ noticeId, turn, by: idOf(by), asked });
    log.info('press', { press: action, noticeId, pressed: pressed.kind });
    return pressed;
  }

  async function open({ by, token, action }: Parameters<Desk['open']>[0]): Promise<Opening> {
    const read = deps.tokens.read(token, action);
    if (!read) return refuse({ kind: 'forged' }, action, by);
    const turned = await turnedAway(action, by);
    const { noticeId, turn } = read;
    if (turned) return refuse(turned, action, by, noticeId);
    const { turn: current, last: first } = await presses.of(noticeId);
    if (first && turn !== current) {
      await presses.note({ action, by: idOf(by), noticeId, result: 'late' });
      return { kind: 'late', first };
    }
    const notice = await deps.notices.read(noticeId);
    if (notice?.about.kind !== 'conversation') return { kind: 'unknown' };
    return { kind: 'form', conversationId: notice.about.conversationId };
  }

  async function ending(noticeId: Id): Promise<string | undefined> {
    const notice = await deps.notices.read(noticeId);
    return notice?.about.kind === 'conversation'
      ? notice.about.conversationId.slice(-TYPED_LENGTH)
      : undefined;
  }

  function orFailed<Result>(running: Promise<Result>): Promise<Result | { readonly kind: 'failed' }> {
    return running.catch((error: unknown) => {
      log.error('press not kept', describeError(error));
      return { kind: 'failed' as const };
    });
  }

  return {
    press: (request) => orFailed(press(request)),
    open: (request) => orFailed(open(request)),
    async opened({ by, token, action }) {
      const noticeId = deps.tokens.read(token, action)?.noticeId;
      await orFailed(presses.note({ action, by: idOf(by), noticeId, result: 'opened' }));
    },
  };
}

function idOf({ userId }: Presser): Id {
  return toId(userId) ?? NO_ID;
}
