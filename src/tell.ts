// THE STORY OF A CARD. Something changed: the notice is looked at, and says whether there is something to tell, now,
// later or never. When its turn comes it is sent, made from the newest state: posted once, edited from then on, and
// what changed is told in its thread. Many at once become one storm; what ends before it was told is never told.

import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Card, worstTold } from './slack/card.ts';
import { type Face, faceOf, isAsked, isCarriedOut, readFace, writeFace } from './slack/card-face.ts';
import type { Place } from './slack/place.ts';
import type { SlackSender } from './slack/slack-sender.ts';
import type { Notice } from './store/notice-row.ts';
import type { Notices } from './store/notices.ts';
import type { Jobs } from './store/queue.ts';
import type { Storms } from './store/storms.ts';
import { type CardSources, cardOf } from './tell/card-of.ts';
import { createDeliver, type DeliverDependencies } from './tell/deliver.ts';
import { createDrawStorm } from './tell/draw-storm.ts';
import { type NextSend, nextSend, priorityOf, type Situation } from './tell/next-send.ts';
import { reminderAt, remindersAfter } from './tell/reminders.ts';
import { createTellThread, type TellThreadDependencies } from './tell/tell-thread.ts';

export interface TellDependencies
  extends CardSources,
    Omit<DeliverDependencies, 'notices' | 'sender'>,
    Omit<TellThreadDependencies, 'notices' | 'sender' | 'pace'>,
    Omit<Situation, 'now'> {
  readonly notices: Notices;
  readonly storms: CardSources['storms'] & Storms;
  readonly sender: Pick<SlackSender, 'send' | 'reply' | 'find'>;
  /** Tells elsewhere that Slack is the trouble. */
  readonly tellOutage: (notice: Notice) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Tell {
  /** Sees what a notice has to say, and when. Sends nothing. */
  look(job: Jobs['notice']): Promise<void>;
  /** Says it. */
  send(job: Jobs['card']): Promise<void>;
}

export function createTell(deps: TellDependencies): Tell {
  const { notices, storms, clock } = deps;
  const deliver = createDeliver(deps);
  const tellThread = createTellThread(deps);
  const storm = createDrawStorm(deps);
  return { look, send };

  async function look({ noticeId }: Jobs['notice']): Promise<void> {
    const notice = await notices.read(noticeId);
    if (!notice) return;
    if (notice.about.kind === 'outage') return deps.tellOutage(notice);
    // Its figures are asked for only when it is sent.
    if (notice.about.kind === 'storm') return storm.draw(notice);
    const card = await cardOf(deps, notice);
    if (!card) return;
    if (notice.folded && notice.stormId) {
      const face = faceOf(card);
      if (!face || !(isAsked(face) || isCarriedOut(face))) return notices.look(notice.stormId);
      await storms.unfold(notice.id);
    }
    // Beside its own card it counts on the storm's.
    if (notice.stormId) await notices.look(notice.stormId);
    await follow(notice, card, nextSend(notice, card, { ...deps, now: clock() }));
  }

  async function follow(notice: Notice, card: Card, next: NextSend): Promise<void> {
    switch (next.kind) {
      case 'nothing':
        return;
      case 'forget':
        await notices.forget(notice);
        return;
      case 'drop':
        if (card.kind === 'storm') await storms.release(notice.id);
        return notices.drop(notice.id);
      case 'later':
        return notices.lookAt(notice.id, next.at, next.isHeld ? 'held' : undefined);
      case 'now':
        if (next.own && (await storms.admit(notice.id)) === 'folded') return;
        return notices.send(notice.id, priorityOf(card, notice.openedAt));
    }
  }

  async function send({ noticeId }: Jobs['card']): Promise<void> {
    const kept = await notices.read(noticeId);
    const notice = kept?.about.kind === 'storm' ? await storm.drawn(kept) : kept;
    const card = notice && !notice.folded && (await cardOf(deps, notice));
    if (!notice || !card) return;
    const held = deps.watch.heldUntil();
    if (held) return notices.send(noticeId, priorityOf(card, notice.openedAt), held);
    const next = nextSend(notice, card, { ...deps, now: clock() });
    if (next.kind !== 'now' && !notice.place) return follow(notice, card, next);
    // Of one that was sent already its thread may not know.
    const isNews = next.kind === 'now' && notice.revision > notice.postedRevision;
    const place = isNews ? await deliver(notice, card) : notice.place;
    if (!place) return told(notice, 'waiting');
    const shown = isNews ? await keep(notice, card, place) : notice;
    const face = faceOf(card);
    const result = face ? await tellThread(shown, card, face, place) : 'told';
    if (isNews) told(notice, notice.place ? 'edited' : 'posted');
    if (result !== 'told') told(notice, result === 'later' ? 'waiting' : result);
    await comeBack(noticeId, card, face);
  }

  async function keep(notice: Notice, card: Card, place: Place): Promise<Notice> {
    const face = faceOf(card);
    const shown = notice.place ? (notice.shown ?? written(face)) : written(face);
    const reminders = face
      ? remindersAfter(notice.place ? readFace(notice.shown) : undefined, face, notice, clock())
      : { reminders: 0, remindAt: undefined };
    const worst = card.kind === 'conversation' ? worstTold(card.findings, card.told) : undefined;
    await notices.sent(notice.id, { revision: card.revision, place, told: worst, shown, ...reminders });
    return { ...notice, place, shown, ...reminders };
  }

  /** What comes by itself: a reminder, or the end of a storm. */
  async function comeBack(noticeId: Notice['id'], card: Card, face: Face | undefined): Promise<void> {
    const notice = await notices.read(noticeId);
    const remindAt = notice && face && reminderAt(notice, face, deps);
    if (remindAt) await notices.lookAt(noticeId, remindAt);
    if (card.kind !== 'storm') return;
    if (!card.until) return notices.lookAt(noticeId, await storms.calmAt(noticeId));
    if (face?.standing === 'over') await storms.release(noticeId);
  }

  function told(
    { id: noticeId }: Notice,
    card: 'posted' | 'edited' | 'replied' | 'broadcast' | 'waiting',
  ): void {
    deps.metrics.card(card);
    deps.log.info('card', { noticeId, card });
  }
}

function written(face: Face | undefined): string | undefined {
  return face && writeFace(face);
}
