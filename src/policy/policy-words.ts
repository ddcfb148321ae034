// What belongs into the fields of the policy, said to whoever wrote something else.

import { AUTHOR_TYPES, CONFIDENCES } from '../message.ts';
import type { FormWords } from '../rules/form-fault.ts';
import { ACTIONS, NOTES, UNREDACTABLE } from './policy.ts';

const FIELDS: Readonly<Record<string, string>> = {
  legal_hold_tag: 'the name or id of a tag',
  deletions: '`per_hour` and `per_day`',
  per_hour: 'how many conversations may be deleted in an hour',
  per_day: 'how many conversations may be deleted in a day',
  defaults: 'settings such as `action` and `when`',
  entries: 'a list of entries, each beginning with `- name:`; `[]` where there are none',
  name: 'lower-case words joined by dashes, such as agents-on-close',
  match: 'what the entry looks at, such as `{ kind: [payment_card] }`',
  rule: 'a list of rule ids such as [payment_card.number]; * stands for anything',
  kind: 'a list of kinds such as [payment_card, bank_*]',
  author: `a list of ${AUTHOR_TYPES.join(', ')}`,
  team: "a list of team ids such as ['814860']",
  admin: "a list of teammate ids such as ['814860']",
  tag: 'a list of names or ids of tags',
  channel: 'a list of channels such as [email, whatsapp]; the Messenger is `conversation`',
  confidence: CONFIDENCES.join(', '),
  report_only: 'a list of kinds such as [email, phone]',
  action: ACTIONS.join(', '),
  when: 'now, on_close, or a duration such as 30m, 2h or 3d',
  at_most: 'a duration such as 12h or 7d',
  retain_metrics: 'true or false',
  note: NOTES.join(' or '),
  unredactable: UNREDACTABLE.join(' or '),
};

export const POLICY_WORDS: FormWords = {
  whole: 'the policy',
  noneOfIt: {
    problem: 'this is no policy',
    remedy:
      'write fields such as `defaults:` and `entries:`, or take the file away to have the built-in policy',
  },
  purpose(field) {
    const name = field.findLast((step) => typeof step === 'string');
    return typeof name === 'string' && Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  },
};
