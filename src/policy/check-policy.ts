// What is wrong with a policy although its form is right: what can never take effect, and what nobody would expect.

import type { FormFault } from '../rules/form-fault.ts';
import type { Rule } from '../rules/rule.ts';
import { deletionFaults } from './check-deletions.ts';
import { firstCovering } from './cover.ts';
import { matchesGlob } from './glob.ts';
import type { Policy, Settings } from './policy.ts';
import { type EntryForm, type PolicyForm, REPORT_ONLY } from './policy-form.ts';

export interface Background {
  /** Undefined while some of them are faulty: then nothing is said about globs that match none. */
  readonly rules: readonly Pick<Rule, 'id' | 'kind'>[] | undefined;
  /** Whether somebody may approve deletions; undefined where that is not known. */
  readonly hasApprovers: boolean | undefined;
  /** Whether somebody is set in whose name notes are written; undefined where that is not known. */
  readonly hasAuthor?: boolean | undefined;
}

/** Of a form and the policy that it makes. */
export function policyFaults(
  form: PolicyForm,
  policy: Policy,
  { rules, hasApprovers, hasAuthor }: Background,
): readonly FormFault[] {
  return [
    ...form.entries.flatMap((entry, index) => [
      ...nameFaults(form.entries, index),
      ...(rules ? globFaults(entry, index, rules) : []),
      ...idleFaults(entry, policy.entries[index]?.settings, policy.defaults, index),
    ]),
    ...(rules ? reportOnlyFaults(form, rules) : []),
    ...(rules ? unreachable(policy, rules) : []),
    ...deletionFaults(form, policy, hasApprovers),
    ...(hasAuthor === false ? unsignedNotes(form) : []),
  ];
}

/** Those of the shipped policy may stand there although their packs were taken out. */
function reportOnlyFaults({ defaults }: PolicyForm, rules: Named): readonly FormFault[] {
  const known = [...kindsOf(rules), ...REPORT_ONLY];
  return strangers(['defaults', 'report_only'], defaults.report_only, known, 'kind');
}

function nameFaults(entries: readonly EntryForm[], index: number): readonly FormFault[] {
  const name = entries[index]?.name;
  if (entries.findIndex((entry) => entry.name === name) === index) return [];
  return [
    {
      field: ['entries', index, 'name'],
      problem: `another entry has the name \`${name}\` already`,
      remedy: 'give each entry a name of its own',
    },
  ];
}

type Named = readonly Pick<Rule, 'id' | 'kind'>[];

function kindsOf(rules: Named): readonly string[] {
  return [...new Set(rules.map(({ kind }) => kind))];
}

function globFaults({ match }: EntryForm, index: number, rules: Named): readonly FormFault[] {
  const field = ['entries', index, 'match'];
  if (Object.keys(match).length === 0) {
    const remedy = 'say under `defaults` what counts for everything, or name what it looks at';
    return [{ field, problem: '`match` names nothing, so that the entry matches everything', remedy }];
  }
  const ids = rules.map(({ id }) => id);
  const single = [
    ...strangers([...field, 'rule'], match.rule ?? [], ids, 'rule'),
    ...strangers([...field, 'kind'], match.kind ?? [], kindsOf(rules), 'kind'),
  ];
  if (single.length > 0 || rulesOf(match, rules).length > 0) return single;
  return [{ field, problem: 'no rule is of both this rule and this kind', remedy: 'keep one of the two' }];
}

/** The rules that an entry can be about. */
export function rulesOf({ rule, kind }: Pick<EntryForm['match'], 'rule' | 'kind'>, rules: Named): Named {
  return rules.filter(
    (one) =>
      (rule?.some((glob) => matchesGlob(glob, one.id)) ?? true) &&
      (kind?.some((glob) => matchesGlob(glob, one.kind)) ?? true),
  );
}

function strangers(
  field: readonly PropertyKey[],
  globs: readonly string[],
  known: readonly string[],
  what: 'rule' | 'kind',
): readonly FormFault[] {
  return globs.flatMap((glob, index) =>
    known.some((one) => matchesGlob(glob, one))
      ? []
      : [
          {
            field: [...field, index],
            problem: `\`${glob}\` matches no ${what}`,
            remedy: `use a ${what} that \`npm run -s redactor -- rules list --json\` shows, or take it out`,
          },
        ],
  );
}

function unsignedNotes({ defaults, entries }: PolicyForm): readonly FormFault[] {
  const fault = (field: readonly PropertyKey[]): FormFault => ({
    field,
    problem: 'a masked copy is asked for, but nobody is set in whose name it is written',
    remedy:
      'set INTERCOM_ADMIN_ID to the id of a teammate, also where `rules check` runs, or write `note: none`',
  });
  return [
    ...(defaults.note === 'masked_copy' ? [fault(['defaults', 'note'])] : []),
    ...entries.flatMap(({ note }, index) =>
      note === 'masked_copy' ? [fault(['entries', index, 'note'])] : [],
    ),
  ];
}

function unreachable(policy: Policy, rules: Named): readonly FormFault[] {
  const known = new Map(policy.entries.map(({ match }) => [match, rulesOf(match, rules)]));
  return policy.entries.flatMap((entry, index) => {
    const earlier = firstCovering(policy.entries.slice(0, index), entry, (match) => known.get(match) ?? []);
    if (earlier === undefined) return [];
    return [
      {
        field: ['entries', index, 'name'],
        problem: `\`${entry.name}\` is never reached: \`${earlier.name}\` before it matches all that it matches`,
        remedy: 'put it before that entry, or take it out',
      },
    ];
  });
}

const TIMING = ['when', 'at_most', 'note', 'unredactable', 'retain_metrics'] as const;

/** Settings that can have no effect. */
function idleFaults(
  entry: EntryForm,
  settings: Omit<Settings, 'action'> | undefined,
  defaults: Policy['defaults'],
  index: number,
): readonly FormFault[] {
  const action = entry.action ?? defaults.action;
  const idle = (name: (typeof TIMING)[number], problem: string, remedy: string): readonly FormFault[] =>
    entry[name] === undefined ? [] : [{ field: ['entries', index, name], problem, remedy }];
  if (action === 'ignore' || action === 'report') {
    const problem = (name: string): string =>
      `\`${name}\` has no effect: nothing is redacted or deleted here`;
    return TIMING.flatMap((name) =>
      idle(name, problem(name), 'take it out, or set `action` to redact or delete'),
    );
  }
  const isDeleted = action === 'delete' || settings?.unredactable === 'request_delete';
  return [
    ...(settings?.when.kind === 'on_close'
      ? []
      : idle('at_most', '`at_most` has no effect without `when: on_close`', 'write both, or neither')),
    ...(isDeleted ? [] : idle('retain_metrics', NOTHING_DELETED, 'take it out, or ask for a deletion')),
    ...(action === 'delete' ? idle('note', NOTE_GOES, 'take it out, or set `action: redact`') : []),
  ];
}

const NOTHING_DELETED = '`retain_metrics` has no effect: nothing is deleted here';
const NOTE_GOES = '`note` has no effect: the note would be deleted with the conversation';
