// A card's thread is told what changed and who did what, once; the channel too where people are needed again.

import type { Card } from '../slack/card.ts';
import { type Face, readFace, writeFace } from '../slack/card-face.ts';
import type { SlackFailure } from '../slack/failure.ts';
import type { SlackSender } from '../slack/slack-sender.ts';
import { threadReply } from '../slack/thread-line.ts';
import type { Notice, Place } from '../store/notice-row.ts';
import type { Notices } from '../store/notices.ts';
import type { Threads } from '../store/threads.ts';
import type { QuietHours } from '../time-of-day.ts';
import type { Paces } from './deliver.ts';
import { priorityOf } from './next-send.ts';
import { nextReminder, reminderAt } from './reminders.ts';
import type { SlackWatch } from './slack-watch.ts';

export interface TellThreadDependencies {
  readonly notices: Pick<Notices, 'send' | 'redraw' | 'notSent'>;
  readonly threads: Threads;
  readonly sender: Pick<SlackSender, 'reply'>;
  readonly watch: SlackWatch;
  readonly pace: Pick<Paces, 'post'>;
  readonly quietHours: QuietHours | undefined;
  readonly timeZone: string;
  readonly clock: () => Date;
}

/** `told`: the thread knows all of it. */
export type ThreadResult = 'told' | 'replied' | 'broadcast' | 'later';

export function createTellThread(deps: TellThreadDependencies) {
  const { threads, watch, clock } = deps;

  return async (notice: Notice, card: Card, face: Face, place: Place): Promise<ThreadResult> => {
    const now = clock();
    const presses = await threads.untold(notice.id);
    const remindAt = reminderAt(notice, face, deps);
    const reminder = remindAt !== undefined && remindAt <= now;
    const quiet = notice.snoozed !== undefined && notice.snoozed.until > now;
    const before = readFace(notice.shown);
    const reply = threadReply(card, { before, now: face, presses, reminder, quiet });
    if (reply) {
      await deps.pace.post();
      const outcome = await deps.sender.reply(place, reply);
      if (outcome.kind === 'elsewhere') {
        await postAfresh(notice, card);
        return 'later';
      }
      if (outcome.kind !== 'sent' && isToBeRepeated(outcome)) {
        await deps.notices.send(notice.id, priorityOf(card, notice.openedAt), await watch.failed(outcome));
        return 'later';
      }
      if (outcome.kind === 'sent') await watch.worked();
    }
    const shown = writeFace(face);
    if (reply || shown !== notice.shown) {
      await threads.replied(notice.id, {
        shown,
        turn: presses.at(-1)?.turn,
        reminded: reminder
          ? { nextAt: after(notice, now), endsSnooze: notice.snoozed !== undefined }
          : undefined,
      });
    }
    if (!reply) return 'told';
    return reply.broadcast ? 'broadcast' : 'replied';
  };

  /** To the channel that is configured now: what its thread had to say is said there. */
  async function postAfresh({ id, openedAt }: Notice, card: Card): Promise<void> {
    await deps.notices.redraw(id);
    const priority = priorityOf(card, openedAt);
    await deps.notices.notSent(id, { retryAt: clock(), certain: true, stale: true, priority });
  }
}

/** The one after a snooze does not bring the next one nearer. */
function after({ reminders, remindAt }: Notice, now: Date): Date | undefined {
  return remindAt && remindAt > now ? remindAt : nextReminder(reminders + 1, now);
}

/** What was perhaps said, or is not to be said at all, is not: once too few is better than twice. */
function isToBeRepeated(failure: SlackFailure): boolean {
  switch (failure.kind) {
    case 'rate_limited':
      return true;
    case 'unavailable':
      return !failure.ambiguous;
    case 'misconfigured':
      // There the channel takes the card, and no replies.
      return !failure.code.startsWith('restricted_action');
    case 'refused_payload':
    case 'stale':
      return false;
  }
}
