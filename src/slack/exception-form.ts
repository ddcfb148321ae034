// The form before a value counts as no personal data: why, and for how long.

import type { types } from '@slack/bolt';
import { EXCEPTION_REASONS, type ExceptionReason } from '../exception.ts';
import { EXCEPTION_DAYS, type ExceptionDays, type PressAsked } from '../press.ts';
import { paragraph, plain, select } from './form-pieces.ts';
import {
  chosen,
  type FormFacts,
  type FormSubject,
  type FormValues,
  writeFormSubject,
} from './form-subject.ts';

const REASONS: Readonly<Record<ExceptionReason, string>> = {
  own_value: "Our company's own number or address",
  published: 'Published for everybody, as in a manual',
  false_alarm: 'No personal data at all: the rule is wrong',
};
const DAYS: Readonly<Record<ExceptionDays, string>> = {
  30: '30 days',
  90: '90 days',
  365: 'One year',
};

export function exceptionForm({ subject, conversationId }: FormFacts): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'not_personal_data',
    private_metadata: writeFormSubject(subject),
    title: plain('Not personal data?'),
    submit: plain('Leave it in place'),
    close: plain('Cancel'),
    blocks: [
      paragraph(
        `What was found in conversation ${conversationId} up to now stays as it is, and the same values do not count in any other conversation either, for as long as you choose.`,
      ),
      select(
        'reason',
        'Why',
        EXCEPTION_REASONS.map((value) => ({ value, label: REASONS[value] })),
      ),
      select(
        'days',
        'For how long',
        EXCEPTION_DAYS.map((days) => ({ value: String(days), label: DAYS[days] })),
      ),
    ],
  };
}

type Read = { readonly asked: Extract<PressAsked, { action: 'not_personal_data' }> };

export function readExceptionForm(
  { openedAt }: FormSubject,
  values: FormValues,
): Read | { readonly errors: Record<string, string>; readonly wrong: undefined } {
  const reason = chosen(values, 'reason', EXCEPTION_REASONS);
  const given = chosen(values, 'days', EXCEPTION_DAYS.map(String));
  const days = EXCEPTION_DAYS.find((one) => String(one) === given);
  if (!reason || !days) {
    const errors = {
      ...(reason ? {} : { reason: 'Choose one of the reasons.' }),
      ...(days ? {} : { days: 'Choose one of the times.' }),
    };
    return { errors, wrong: undefined };
  }
  return { asked: { action: 'not_personal_data', reason, days, seenBefore: new Date(openedAt) } };
}
