// The form before a deletion: what goes, whether reports still count it, why, and which one it is, once more by its id.

import type { types } from '@slack/bolt';
import { DELETION_REASONS, type DeletionReason, type PressAsked, TYPED_LENGTH } from '../press.ts';
import { paragraph, plain, radio, select, shortText } from './form-pieces.ts';
import {
  chosen,
  type FormFacts,
  type FormSubject,
  type FormValues,
  typed,
  writeFormSubject,
} from './form-subject.ts';

const REASONS: Readonly<Record<DeletionReason, string>> = {
  personal_data_remains: 'Personal data in it cannot be removed',
  contact_asked: 'The contact asked for it',
  wrong_conversation: 'It should not be there at all',
};
const METRICS = ['keep', 'remove'] as const;

export function deleteForm({ subject, conversationId }: FormFacts): types.ModalView {
  const ending = endingOf(conversationId);
  return {
    type: 'modal',
    callback_id: 'delete',
    private_metadata: writeFormSubject(subject),
    title: plain('Delete conversation?'),
    submit: plain('Delete for good'),
    close: plain('Cancel'),
    blocks: [
      paragraph(
        `:warning: *Conversation ${conversationId} is deleted in Intercom, for good*, with every message, its side conversations and its linked back-office tickets. It cannot be undone.`,
      ),
      radio('metrics', 'Reports', [
        { value: 'keep', label: 'Still count it in reports' },
        { value: 'remove', label: 'Take it out of reports too' },
      ]),
      select(
        'reason',
        'Why',
        DELETION_REASONS.map((value) => ({ value, label: REASONS[value] })),
      ),
      shortText('ending', `To confirm, type the last ${ending.length} characters of its id`, ending.length),
    ],
  };
}

type Read = { readonly asked: Extract<PressAsked, { action: 'delete' }>; readonly typed: string };

export function readDeleteForm(
  { conversationId }: FormSubject,
  values: FormValues,
): Read | { readonly errors: Record<string, string>; readonly wrong: Read | undefined } {
  const metrics = chosen(values, 'metrics', METRICS);
  const reason = chosen(values, 'reason', DELETION_REASONS);
  const ending = typed(values, 'ending');
  const errors = {
    ...(metrics ? {} : { metrics: 'Choose one of the two.' }),
    ...(reason ? {} : { reason: 'Choose one of the reasons.' }),
    ...(ending === endingOf(conversationId)
      ? {}
      : { ending: 'These are not the last characters of the id of this conversation.' }),
  };
  const read =
    metrics && reason
      ? ({ asked: { action: 'delete', reason, retainMetrics: metrics === 'keep' }, typed: ending } as const)
      : undefined;
  return read && Object.keys(errors).length === 0 ? read : { errors, wrong: read };
}

function endingOf(conversationId: string): string {
  return conversationId.slice(-TYPED_LENGTH);
}
