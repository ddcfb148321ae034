// What a person is told when a press did not do what they wanted. One that did shows on the card, and says no more.

import type { Answer, Opening } from '../desk.ts';
import { unreachable } from '../errors.ts';
import type { PressAction } from '../press.ts';
import { time, toMrkdwn } from './pieces.ts';

export const UNKNOWN_BUTTON = 'This button is of an older version and does nothing any more.';

const DONE: Readonly<Record<PressAction, string>> = {
  retry: 'asked to try again',
  retry_all: 'asked to try all of them again',
  done_by_hand: 'said that it was removed by hand',
  not_personal_data: 'said that it is no personal data',
  snooze: 'wanted no reminder for a while',
  delete: 'approved the deletion',
  keep: 'kept the conversation',
};

type Told = Answer | Exclude<Opening, { kind: 'form' }> | { readonly kind: 'not_opened' };

/** Undefined when there is nothing to say. */
export function answerText(answer: Told): string | undefined {
  switch (answer.kind) {
    case 'taken':
      return undefined;
    case 'late': {
      const { by, action, at } = answer.first;
      return `Somebody was first: <@${by}> ${DONE[action]} ${toMrkdwn([time(at)])}. Nothing was done twice. The card shows how it stands now.`;
    }
    case 'over':
      return 'There is nothing left to do here: it ended meanwhile. The card shows how it stands now.';
    case 'unknown':
      return 'This card is not known any more. Nothing was done.';
    case 'forged':
      return 'This button was not made by this service, or before its signing secret changed. Nothing was done.';
    case 'foreign':
      return 'Only members of the workspace of this app may do this. Nothing was done.';
    case 'team_unknown':
      return 'Slack did not say to which workspace this app belongs, so nothing was done. Try again in a minute.';
    case 'not_an_approver':
      return 'Only approvers may do this, and you are not one of them. Nothing was done.';
    case 'no_approvers':
      return 'Only approvers may do this, and there are none: whoever runs this service names them in SLACK_APPROVERS. Nothing was done.';
    case 'wrong_conversation':
      return 'These were not the last characters of the id of this conversation. Nothing was done.';
    case 'not_opened':
      return 'The form could not be opened in time. Press the button again.';
    case 'failed':
      return 'Nobody can say whether this was kept. Look at the card in a minute, and press again if it shows nothing.';
    default:
      return unreachable(answer);
  }
}
