// What is wrong with the deletions that a policy asks for.

import type { FormFault } from '../rules/form-fault.ts';
import type { Policy, Settings } from './policy.ts';
import type { EntryForm, PolicyForm } from './policy-form.ts';

/** `hasApprovers` is undefined where it is not known whether somebody may approve. */
export function deletionFaults(
  { deletions, entries, defaults }: PolicyForm,
  policy: Policy,
  hasApprovers: boolean | undefined,
): readonly FormFault[] {
  const asking = [
    ...fieldsAsking(defaults, policy.defaults.action, ['defaults']),
    ...entries.flatMap((entry, index) =>
      fieldsAsking(entry, entry.action ?? policy.defaults.action, ['entries', index]),
    ),
  ];
  const [first] = asking;
  const { per_hour, per_day } = deletions;
  const contradiction: FormFault = {
    field: ['deletions', 'per_day'],
    problem: `${per_day} deletions a day are fewer than ${per_hour} an hour`,
    remedy: 'allow at least as many a day as an hour',
  };
  const unapproved = asking.map((field) => ({
    field,
    problem: 'a deletion is asked for, but nobody may approve one',
    remedy:
      'set SLACK_APPROVERS or SLACK_APPROVER_GROUP (without Slack also ADMIN_TOKEN), also where `rules check` runs, or choose redact and notify',
  }));
  return [
    ...(per_day < per_hour ? [contradiction] : []),
    ...(first !== undefined && Math.min(per_hour, per_day) === 0 ? [noneAllowed(first)] : []),
    ...(hasApprovers === false ? unapproved : []),
  ];
}

function noneAllowed(field: readonly PropertyKey[]): FormFault {
  return {
    field,
    problem: 'a deletion is asked for, but `deletions` allows none',
    remedy: 'raise `deletions.per_hour` and `per_day`, or choose redact and notify',
  };
}

function fieldsAsking(
  { action, unredactable }: Pick<EntryForm, 'action' | 'unredactable'>,
  effective: Settings['action'],
  field: readonly PropertyKey[],
): readonly (readonly PropertyKey[])[] {
  if (action === 'delete') return [[...field, 'action']];
  const isActing = effective === 'redact' || effective === 'delete';
  return isActing && unredactable === 'request_delete' ? [[...field, 'unredactable']] : [];
}
