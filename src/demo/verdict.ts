// Compares what came of the play with what should have, by looking at the local Intercom and the local Slack
// themselves and not at what the service says of itself.

import type { Played } from './play.ts';
import type { Stage } from './stage.ts';

/** One line per difference; none when all is as expected. */
export function differences(stage: Stage, played: readonly Played[]): readonly string[] {
  return [...played.flatMap((one) => messageDifferences(stage, one)), ...cardDifferences(stage, played)];
}

function messageDifferences({ intercom }: Stage, played: Played): readonly string[] {
  const { scene, conversationId, messageId, kinds } = played;
  const said = `"${scene.in}", ${scene.who}, message ${messageId}`;
  const conversation = intercom.conversation(conversationId);
  const message = [conversation?.source, ...(conversation?.parts ?? [])].find((one) => one?.id === messageId);
  const found: string[] = [];
  if (message?.redacted !== (scene.ends === 'redacted')) {
    found.push(`${said}: should be ${scene.ends === 'redacted' ? 'redacted' : 'left as it is'}, and is not`);
  }
  if (scene.kind && !kinds.includes(scene.kind)) {
    found.push(
      `${said}: should be found as ${scene.kind}, and was found as ${kinds.join(', ') || 'nothing'}`,
    );
  }
  const taken = intercom.calls.filter(
    ({ path, status, body }) =>
      path === '/conversations/redact' && status === 200 && JSON.stringify(body).includes(messageId),
  );
  const wanted = scene.ends === 'redacted' ? 1 : 0;
  if (taken.length !== wanted) found.push(`${said}: ${taken.length} redactions instead of ${wanted}`);
  return found;
}

function cardDifferences({ slack }: Stage, played: readonly Played[]): readonly string[] {
  const wanted = new Set(
    played.filter(({ scene }) => scene.ends === 'card').map(({ conversationId }) => conversationId),
  );
  const found: string[] = [];
  for (const conversationId of wanted) {
    const cards = slack.messages.filter(({ blocks }) =>
      JSON.stringify(blocks).includes(`/conversation/${conversationId}`),
    );
    if (cards.length !== 1) found.push(`conversation ${conversationId}: ${cards.length} cards instead of 1`);
  }
  if (slack.messages.length !== wanted.size)
    found.push(`${slack.messages.length} cards in Slack instead of ${wanted.size}`);
  const sent = JSON.stringify(slack.calls);
  for (const { scene, messageId } of played) {
    const leaked = secretsOf(`${scene.says} ${scene.subject ?? ''}`).some((secret) => sent.includes(secret));
    if (leaked) found.push(`message ${messageId}: a piece of its text was sent to Slack`);
  }
  return found;
}

/** Pieces of a text that can only come from it: every run of letters, digits and signs with a digit in it. */
function secretsOf(text: string): readonly string[] {
  return text.split(/[\s<>"'&;,]+/).filter((piece) => piece.length >= 6 && /\d/.test(piece));
}
