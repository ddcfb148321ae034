// `/redactor`: acknowledged at once, and answered to the one who asked alone.

import type { App, RespondFn, SlashCommand } from '@slack/bolt';
import type { CommandAnswer } from '../command.ts';
import { type Id, toId } from '../message.ts';
import type { Tracked } from '../tracked.ts';
import { commandLines } from './command-text.ts';
import type { Region } from './conversation-link.ts';
import { toMrkdwn } from './pieces.ts';

export interface CommandsDependencies {
  /** `text` is what was typed: it goes no further. Rejects when the store does. */
  readonly answer: (text: string, by: Id) => Promise<CommandAnswer>;
  /** The workspace of the bot's token. Rejects while Slack does not say it. */
  readonly team: () => Promise<string>;
  /** What goes on after a command was acknowledged. */
  readonly tracked: Tracked;
  readonly region: Region;
  readonly clock: () => Date;
  /** Told what became of each command; never what was typed. */
  readonly told: (result: CommandResult) => void;
}

export type CommandResult = 'answered' | 'other_team' | 'team_unknown' | 'failed' | 'not_delivered';

const OTHER_TEAM = 'This service answers people of its own workspace only.';
const TEAM_UNKNOWN = 'Slack has not said yet whose app this is. Ask again in a minute.';
const FAILED =
  'That could not be looked up just now. Ask again in a minute; /readyz says how the service is.';

/** Any name of a command: the manifest says which one there is, and a workspace may need another. */
export function addCommands(app: App, deps: CommandsDependencies): void {
  app.command(/.*/, async ({ ack, command, respond }) => {
    await ack();
    deps.tracked.begin(() => answered(command, respond));
  });

  async function answered(command: SlashCommand, respond: RespondFn): Promise<void> {
    const { text, result } = await answerOf(command, deps);
    deps.told(result);
    try {
      await respond({ response_type: 'ephemeral', replace_original: false, text });
    } catch {
      // The person sees no answer and asks again; Slack's error may hold anything.
      deps.told('not_delivered');
    }
  }
}

async function answerOf(
  { text, team_id: teamId, user_id: userId }: SlashCommand,
  deps: CommandsDependencies,
): Promise<{ readonly text: string; readonly result: CommandResult }> {
  try {
    const by = toId(userId);
    const ours = await deps.team().catch(() => undefined);
    if (ours === undefined) return { text: TEAM_UNKNOWN, result: 'team_unknown' };
    if (teamId !== ours || !by) return { text: OTHER_TEAM, result: 'other_team' };
    const answer = await deps.answer(text ?? '', by);
    const lines = commandLines(answer, deps.region, deps.clock());
    return { text: lines.map(toMrkdwn).join('\n'), result: 'answered' };
  } catch {
    return { text: FAILED, result: 'failed' };
  }
}
