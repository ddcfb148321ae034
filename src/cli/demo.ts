import { setTimeout as sleep } from 'node:timers/promises';
import { DELETIONS, DEMO_POLICY, playDeletions } from '../demo/deletions.ts';
import { messageIdOf, play } from '../demo/play.ts';
import { cardAsLines, summary } from '../demo/report.ts';
import { SCENES } from '../demo/scenes.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import { differences } from '../demo/verdict.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- demo [--stay]

Starts a local Intercom, a local Slack and the service, plays a morning of support, and checks what came of it.
Nothing leaves this machine and nothing is kept. Exit code 1 when anything is not as it should be.

  --stay   keep everything running, to send messages of your own

Example:
  npm run -s redactor -- demo --stay
`;

export const demoCommand: Command = async (args, io) => {
  const options = { help: { type: 'boolean', short: 'h' }, stay: { type: 'boolean' } } as const;
  const parsed = parseOrExplain({ args: [...args], options }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  const print = (line: string): void => void io.stdout.write(`${line}\n`);
  const twice = new Set(SCENES.flatMap(({ duplicate }, index) => (duplicate ? [messageIdOf(index)] : [])));
  print('Starting a local Intercom, a local Slack and the service …');
  const stage = await openStage(
    ({ data, topic }) => topic !== 'conversation_part.redacted' && twice.has(newestMessage(data)),
    DEMO_POLICY,
  );
  try {
    const found = await playThrough(stage, print);
    if (values.stay) await stay(stage, io, print);
    return found === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
};

async function playThrough(stage: Stage, print: (line: string) => void): Promise<number> {
  print('');
  const played = await play(stage, SCENES, print);
  const cards = new Set(
    played.filter(({ scene }) => scene.ends === 'card').map(({ conversationId }) => conversationId),
  );
  await cardsArrive(stage, cards.size);
  const told = stage.slack.messages.length;
  printCards(stage, 0, print);
  print('');
  for (const line of summary(played, told)) print(line);
  const found = [...differences(stage, played)];
  print('');
  print('A masked copy, and three deletions that were asked for, with what a person answered:');
  found.push(...(await playDeletions(stage, print)));
  await cardsArrive(stage, told + DELETIONS);
  printCards(stage, told, print);
  print('');
  print(found.length === 0 ? 'All is as expected.' : `${found.length} differences:\n  ${found.join('\n  ')}`);
  return found.length;
}

function printCards({ slack }: Stage, from: number, print: (line: string) => void): void {
  for (const message of slack.messages.slice(from)) {
    print('');
    for (const line of cardAsLines(message)) print(line);
  }
}

async function cardsArrive({ slack }: Stage, count: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (slack.messages.length < count && Date.now() < end) await sleep(20);
  // One card too many would be a mistake too, and the last ones change once more: give them the time to come.
  await sleep(1_500);
}

/** The id of the one part that a notification is about, or of its source. */
function newestMessage(data: { readonly item: object }): string {
  const { conversation_parts: parts, source } = data.item as {
    conversation_parts?: { conversation_parts: { id: string }[] };
    source?: { id: string } | null;
  };
  return parts?.conversation_parts[0]?.id ?? source?.id ?? '';
}

async function stay({ intercom, slack, app }: Stage, io: Io, print: (line: string) => void): Promise<void> {
  const [conversationId = ''] = [intercom.seedConversation({ quiet: true }).id];
  print(`
Everything keeps running.
  the service     ${app.url}   (/readyz, /metrics)
  local Intercom  ${intercom.url}
  local Slack     ${slack.url}

Send a message of your own, then look at what became of it:
  curl -s -X POST ${intercom.url}/conversations/${conversationId}/reply -H 'Authorization: Bearer ${intercom.accessToken}' \\
    -H 'Content-Type: application/json' \\
    -d '{"message_type":"comment","type":"user","intercom_user_id":"${intercom.people.user.id}","body":"my card is 4111 1111 1111 1111"}'
  sleep 1; curl -s '${intercom.url}/conversations/${conversationId}?display_as=plaintext' -H 'Authorization: Bearer ${intercom.accessToken}'

Ctrl-C ends it.`);
  if (io.stopped.aborted) return;
  await new Promise((resolve) => io.stopped.addEventListener('abort', resolve, { once: true }));
}
