// What `/redactor` answers, in constant sentences with ids, counts and times.

import type { CommandAnswer, Mistake, OpenConversation, OpenDeletion } from '../command.ts';
import { unreachable } from '../errors.ts';
import { standingWord } from './command-words.ts';
import { conversationLink, type Region } from './conversation-link.ts';
import { bold, code, type Line, link, time } from './pieces.ts';
import { count } from './quantities.ts';
import { statusLines } from './status-lines.ts';
import { whyLines } from './why-lines.ts';

const HELP: readonly Line[] = [
  [bold('What can be asked')],
  [code('/redactor status'), ' how the service is, what waits and what is paused'],
  [code('/redactor open'), ' the oldest conversations that are still open'],
  [
    code('/redactor why LINK'),
    ' what was found in a conversation and where it stands; a link out of Intercom, or an id',
  ],
  [
    code('/redactor pause RULE 24h'),
    ' what the rule finds is only recorded for a while, 7d at most (approvers)',
  ],
  [code('/redactor resume RULE'), ' ends that at once (approvers)'],
  ['Only you see the answers. No message text is in them.'],
];

const MISTAKES: Readonly<Record<Mistake, string>> = {
  no_such_command: 'There is no such command.',
  too_many_words: 'That is more than this command takes.',
  no_conversation: 'Which conversation? Give its link, copied out of Intercom’s inbox, or its id.',
  no_rule: 'Which rule? Give its id, as cards and `rules list` show it.',
  wrong_length: 'For how long? Between 1m and 7d, such as 2h or 24h; without a length it is 24h.',
};

/** One line each, the first of which says most. */
export function commandLines(answer: CommandAnswer, region: Region, now: Date): readonly Line[] {
  switch (answer.kind) {
    case 'help':
      return HELP;
    case 'wrong':
      return [[MISTAKES[answer.mistake]], ...HELP];
    case 'status':
      return statusLines(answer.status, now);
    case 'open':
      return openLines(answer, region);
    case 'why':
      return whyLines(answer, region, now);
    case 'unknown_conversation':
      return [
        ['Nothing is known of this conversation.'],
        ['No rule matched in what came of it, or nothing of it has come: only new messages are looked at.'],
      ];
    case 'other_workspace':
      return [['That link belongs to another workspace than the one that this service looks after.']];
    case 'no_workspace':
      return [['Intercom has not said yet whose token this service has. Ask again in a minute.']];
    default:
      return pauseLines(answer);
  }
}

type PauseAnswer = Extract<
  CommandAnswer,
  { kind: 'unknown_rule' | 'not_approver' | 'paused' | 'resumed' | 'not_paused' }
>;

function pauseLines(answer: PauseAnswer): readonly Line[] {
  switch (answer.kind) {
    case 'unknown_rule':
      return [
        answer.near === undefined
          ? ['No rule in use has this id.']
          : ['No rule in use has this id. Did you mean ', code(answer.near), '?'],
      ];
    case 'not_approver':
      return answer.hasApprovers
        ? [['Only approvers may do this, and you are not one of them.']]
        : [
            [
              'Only approvers may do this, and there are none: whoever runs this service sets SLACK_APPROVERS.',
            ],
          ];
    case 'paused':
      return [
        [
          ':double_vertical_bar: ',
          code(answer.pause.ruleId),
          ' is paused until ',
          time(answer.pause.until),
          '.',
        ],
        ['What it finds till then is recorded and left in place for good; then it counts again by itself.'],
      ];
    case 'resumed':
      return [
        [':arrow_forward: ', code(answer.pause.ruleId), ' counts again for new messages, within seconds.'],
        ['What it found since ', time(answer.pause.from), ' was left in place.'],
      ];
    case 'not_paused':
      return [[code(answer.ruleId), ' is not paused.']];
    default:
      return unreachable(answer);
  }
}

function openLines(
  { oldest, more, deletions }: Extract<CommandAnswer, { kind: 'open' }>,
  region: Region,
): readonly Line[] {
  const lines = [
    ...(oldest.length === 0 ? [] : conversationLines(oldest, more, region)),
    ...(deletions.length === 0 ? [] : deletionLines(deletions, region)),
  ];
  return lines.length === 0 ? [[':white_check_mark: Nothing is open.']] : lines;
}

function deletionLines(deletions: readonly OpenDeletion[], region: Region): readonly Line[] {
  return [
    [bold('Deletions that wait for an approver')],
    ...deletions.map(
      ({ workspaceId, conversationId, until }): Line => [
        '• ',
        link(conversationLink(region, workspaceId, conversationId), `conversation ${conversationId}`),
        ': kept unless approved by ',
        time(until),
      ],
    ),
  ];
}

function conversationLines(
  oldest: readonly OpenConversation[],
  more: number,
  region: Region,
): readonly Line[] {
  const rest = more > 0 ? [[`And ${count(more, 'more conversation')}.`]] : [];
  return [
    [bold(`${count(oldest.length + more, 'conversation')} open, those that need somebody first`)],
    ...oldest.map(
      ({ workspaceId, conversationId, standing, saidAt }): Line => [
        '• ',
        link(conversationLink(region, workspaceId, conversationId), `conversation ${conversationId}`),
        `: ${standingWord(standing)}, said `,
        time(saidAt),
      ],
    ),
    ...rest,
  ];
}
