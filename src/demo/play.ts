// Plays the scenes one after the other and prints a line for each as soon as its end is known.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorSeed, IntercomEmulator } from '../emulator/intercom.ts';
import type { Scene, Who } from './scenes.ts';
import type { Stage } from './stage.ts';

/** A scene and what the service said of it. */
export interface Played {
  readonly scene: Scene;
  readonly conversationId: string;
  /** The part's or source's id. */
  readonly messageId: string;
  /** `clean`, or the last outcome. */
  readonly outcome: string;
  readonly kinds: readonly string[];
  /** From the webhook to its 200 where the scene is clean, else to the outcome. */
  readonly ms: number;
}

const AUTHORS: Readonly<Record<Who, AuthorSeed>> = {
  contact: 'user',
  agent: 'admin',
  note: 'admin',
  bot: 'bot',
};
const WAIT_AT_MOST_MS = 15_000;

export async function play(
  stage: Stage,
  scenes: readonly Scene[],
  print: (line: string) => void,
): Promise<readonly Played[]> {
  const conversations = new Map<string, string>();
  const ends: Promise<Played>[] = [];
  let downUntilMs = 0;
  for (const [index, scene] of scenes.entries()) {
    if (scene.outageMs) {
      downUntilMs = Date.now() + scene.outageMs;
      stage.intercom.faults.add({ kind: 'status', status: 503, until: downUntilMs });
      print(`         Intercom goes down for ${scene.outageMs / 1_000} s`);
    }
    if (scene.afterOutage) await Promise.all(ends);
    const messageId = messageIdOf(index);
    const conversationId = enact(stage.intercom, scene, messageId, conversations.get(scene.in));
    conversations.set(scene.in, conversationId);
    await stage.intercom.idle();
    const end = settle(stage, scene, conversationId, messageId);
    ends.push(end);
    const printed = end.then((played) => print(lineOf(played)));
    // While Intercom is down the play goes on.
    if (Date.now() > downUntilMs) await printed;
  }
  return Promise.all(ends);
}

/** Known beforehand, so that it can be said which webhooks come twice. */
export function messageIdOf(index: number): string {
  return String(31_077_420_000 + index);
}

function enact(
  intercom: IntercomEmulator,
  scene: Scene,
  messageId: string,
  known: string | undefined,
): string {
  const author = AUTHORS[scene.who];
  if (scene.refused) intercom.refuseRedaction(messageId);
  if (known) {
    const partType = scene.partType ?? (scene.who === 'note' ? 'note' : 'comment');
    intercom.addPart(known, { id: messageId, author, partType, body: scene.says });
    return known;
  }
  const subject = scene.subject ? { subject: scene.subject, type: 'email' } : {};
  return intercom.seedConversation({ source: { id: messageId, author, body: scene.says, ...subject } }).id;
}

async function settle(
  stage: Stage,
  scene: Scene,
  conversationId: string,
  messageId: string,
): Promise<Played> {
  const played = { scene, conversationId, messageId };
  if (scene.ends === 'clean') {
    const tookMs = stage.intercom.deliveries.at(-1)?.tookMs ?? Number.NaN;
    return { ...played, outcome: 'clean', kinds: [], ms: tookMs };
  }
  const key = `${conversationId} ${scene.subject ? 'subject' : messageId}`;
  const end = Date.now() + WAIT_AT_MOST_MS;
  let outcome = stage.outcomes.get(key);
  while ((!outcome || outcome.state === 'waiting') && Date.now() < end) {
    await sleep(2);
    outcome = stage.outcomes.get(key);
  }
  const rules = Array.isArray(outcome?.rules) ? outcome.rules.map(String) : [];
  return {
    ...played,
    outcome: outcome?.outcome ?? 'nothing',
    kinds: [...new Set(rules.map((ruleId) => ruleId.split('.')[0] ?? ''))],
    ms: outcome?.ms ?? Number.NaN,
  };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  clean: 'left alone',
  not_redactable: 'cannot be redacted, a card goes out',
  already_redacted: 'redacted',
};

function lineOf({ scene, outcome, kinds, ms }: Played): string {
  const what = kinds.length > 0 ? kinds.join(', ') : '-';
  const twice = scene.duplicate ? ' (webhook came twice)' : '';
  return `${scene.who.padEnd(8)} ${what.padEnd(14)} ${(OUTCOMES[outcome] ?? outcome).padEnd(36)} ${ms.toFixed(0).padStart(5)} ms${twice}`;
}
