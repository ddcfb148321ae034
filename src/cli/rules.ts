import { explainRules } from '../detect/explain.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { policySchema } from '../policy/policy-schema.ts';
import { loadRules } from '../rules/load.ts';
import { packSchema } from '../rules/pack-schema.ts';
import { describeProblem } from '../rules/problem.ts';
import type { Rule } from '../rules/rule.ts';
import { explanationLines, printedExplanation } from './explanation.ts';
import { explainUnread, openInput, readAll } from './input.ts';
import type { Command, Io } from './io.ts';
import { readRules, rulesDirectory } from './rules-directory.ts';
import { EXPLAIN_OPTIONS, explainPolicyFor } from './rules-explain.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- rules check [DIR] [--json]
       npm run -s redactor -- rules list [--json] [--rules DIR]
       npm run -s redactor -- rules test TEXT|- [--json] [--rules DIR]
       npm run -s redactor -- rules explain [--kind KIND]... [--rule ID]... [--confidence C] [--author A] [--team ID]
                              [--admin ID] [--tag T]... [--channel C] [--closed] [--json] [--rules DIR]
       npm run -s redactor -- rules schema [policy]

  check   proves every rule: its form, its pattern, its examples and counter-examples; and the policy
  list    prints each rule's id, confidence and title
  test    tells step by step why rules match a text or do not
  explain tells what the policy says about a message: what is done, by which entry, and why by no earlier one; without
          more it is a contact's, in the Messenger, of an open conversation without team, teammate and tags
  schema  prints the JSON Schema by which editors complete and check a pack, or the policy; they stand in
          rules/rule.schema.json and rules/policy.schema.json

  --rules DIR  rules to use, instead of RULES_DIR or those that come with the program
  --json       print JSON

Exit code 0 when all is well, 2 when a rule or the policy is wrong.

Example:
  npm run -s redactor -- rules test 'my card is 4111 1111 1111 1112'
  npm run -s redactor -- rules explain --kind payment_card --author admin --team 814860
`;

interface Asked {
  readonly positionals: readonly string[];
  readonly directory: string | undefined;
  readonly json: boolean;
}

export const rulesCommand: Command = async (args, io) => {
  const parsed = parseOrExplain(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        rules: { type: 'string' },
        ...EXPLAIN_OPTIONS,
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    HELP,
    io,
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [verb, ...rest] = positionals;
  const asked: Asked = { positionals: rest, directory: values.rules, json: values.json };
  const { json, rules: directory, help: _, ...message } = values;
  if (verb === 'explain' && rest.length === 0) return explainPolicyFor(message, directory, json, io);
  const strange = Object.keys(message)[0];
  if (strange !== undefined) return refuse(`--${strange} is only for \`rules explain\`.`, io);
  const folders = rest.length + (values.rules === undefined ? 0 : 1);
  if (verb === 'check' && folders <= 1) return check(asked, io);
  if (verb === 'list' && rest.length === 0) return list(asked, io);
  if (verb === 'test' && rest.length === 1) return await test(asked, io);
  if (verb === 'schema' && values.rules === undefined && ['', 'policy'].includes(rest.join(' '))) {
    io.stdout.write(rest.length === 0 ? packSchema() : policySchema());
    return 0;
  }
  return refuse(
    'Say `check` or `check DIR`, `list`, `explain`, `schema` or `schema policy`, or `test` and one text in quotes.',
    io,
  );
};

function refuse(why: string, io: Io): number {
  io.stderr.write(`${why}\n\n${HELP}`);
  return WRONG_USE;
}

function check({ positionals, directory, json }: Asked, io: Io): number {
  const folder = rulesDirectory(positionals[0] ?? directory, io);
  const { rules, problems: ofRules } = loadRules(folder);
  const known = ofRules.length === 0 ? rules : undefined;
  const isSet = (name: string): boolean => Boolean(io.env[name] || io.env[`${name}_FILE`]);
  const hasWay = isSet('ADMIN_TOKEN') || io.env.NOTICES !== 'log';
  const able = {
    hasApprovers: (isSet('SLACK_APPROVERS') || isSet('SLACK_APPROVER_GROUP')) && hasWay,
    hasAuthor: isSet('INTERCOM_ADMIN_ID'),
  };
  const problems = [...ofRules, ...loadPolicy(folder, known, able).problems];
  if (json) {
    io.stdout.write(`${JSON.stringify({ rules: rules.length, problems })}\n`);
  } else if (problems.length > 0) {
    io.stderr.write(`${problems.map(describeProblem).join('\n')}\n`);
  } else {
    const examples = rules.reduce(
      (sum, rule) => sum + rule.examples.length + rule.counter_examples.length,
      0,
    );
    io.stdout.write(`${rules.length} rules and ${examples} examples are right.\n`);
  }
  return problems.length === 0 ? 0 : WRONG_USE;
}

function list({ directory, json }: Asked, io: Io): number {
  const rules = readRules(rulesDirectory(directory, io), io);
  if (rules === undefined) return WRONG_USE;
  if (json) {
    const printed = rules.map(({ id, kind, confidence, title, why }) => ({
      id,
      kind,
      confidence,
      title,
      why,
    }));
    io.stdout.write(`${JSON.stringify({ rules: printed })}\n`);
    return 0;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, confidence, title } of rules) {
    io.stdout.write(`${id.padEnd(width)}  ${confidence.padEnd(8)}  ${title}\n`);
  }
  return 0;
}

async function test({ positionals, directory, json }: Asked, io: Io): Promise<number> {
  const rules = readRules(rulesDirectory(directory, io), io);
  if (rules === undefined) return WRONG_USE;
  const given = positionals[0] ?? '';
  if (given !== '-') return explain(rules, given, json, io);
  return await explainUnread(given, io, async () => {
    const body = await readAll(openInput(given, io));
    return io.stopped.aborted ? 1 : explain(rules, body, json, io);
  });
}

function explain(rules: readonly Rule[], body: string, json: boolean, io: Io): number {
  const explanations = explainRules(rules, body);
  if (json) io.stdout.write(`${JSON.stringify({ rules: explanations.map(printedExplanation) })}\n`);
  else if (explanations.length === 0)
    io.stdout.write('No rule came close: no keyword and no pattern was found.\n');
  else io.stdout.write(`${explanations.flatMap((one) => explanationLines(one, body)).join('\n')}\n`);
  return 0;
}
