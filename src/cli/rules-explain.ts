// `rules explain`: what the policy says about a message, before there is one.

import { CHANNELS, type Circumstances, toChannel } from '../circumstances.ts';
import { AUTHOR_TYPES, CONFIDENCES, type Id, toId } from '../message.ts';
import { explainPolicy } from '../policy/explain-policy.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { describeProblem } from '../rules/problem.ts';
import type { Io } from './io.ts';
import { policyLines } from './policy-lines.ts';
import { readRules, rulesDirectory } from './rules-directory.ts';
import { WRONG_USE } from './usage.ts';

/** The options that say which message is meant. */
export const EXPLAIN_OPTIONS = {
  kind: { type: 'string', multiple: true },
  rule: { type: 'string', multiple: true },
  confidence: { type: 'string' },
  author: { type: 'string' },
  team: { type: 'string' },
  admin: { type: 'string' },
  tag: { type: 'string', multiple: true },
  channel: { type: 'string' },
  closed: { type: 'boolean' },
} as const;

export interface AskedMessage {
  readonly kind?: readonly string[] | undefined;
  readonly rule?: readonly string[] | undefined;
  readonly confidence?: string | undefined;
  readonly author?: string | undefined;
  readonly team?: string | undefined;
  readonly admin?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly channel?: string | undefined;
  readonly closed?: boolean | undefined;
}

export function explainPolicyFor(
  asked: AskedMessage,
  directory: string | undefined,
  json: boolean,
  io: Io,
): number {
  const circumstances = toCircumstances(asked);
  if (typeof circumstances === 'string') return refuse(circumstances, io);
  const folder = rulesDirectory(directory, io);
  const rules = readRules(folder, io);
  if (rules === undefined) return WRONG_USE;
  const { policy, problems } = loadPolicy(folder, rules);
  if (problems.length > 0) return refuse(problems.map(describeProblem).join('\n'), io);
  const confidence = CONFIDENCES.find((one) => one === asked.confidence);
  if (asked.confidence !== undefined && confidence === undefined)
    return refuse(noneOf('--confidence', CONFIDENCES), io);
  const stranger =
    asked.kind?.find((one) => !rules.some(({ kind }) => kind === one)) ??
    asked.rule?.find((one) => !rules.some(({ id }) => id === one));
  if (stranger !== undefined) return refuse(NO_SUCH_RULE, io);
  const chosen = rules
    .filter(({ id, kind }) => (asked.rule?.includes(id) ?? true) && (asked.kind?.includes(kind) ?? true))
    .map((rule) => ({ ruleId: rule.id, kind: rule.kind, confidence: confidence ?? rule.confidence }));
  if (chosen.length === 0) return refuse(NO_SUCH_RULE, io);
  // An empty MODE counts as none, as everywhere.
  const mode = io.env.MODE === 'monitor' ? 'monitor' : 'enforce';
  const explanations = explainPolicy(policy, chosen, circumstances, mode);
  if (json) io.stdout.write(`${JSON.stringify({ mode, explanations })}\n`);
  else io.stdout.write(`${policyLines(explanations, chosen, policy, mode).join('\n')}\n`);
  return 0;
}

const NO_SUCH_RULE = 'No rule is of that kind and name: `npm run -s redactor -- rules list` prints all.';

/** What was asked, or what is wrong with it. */
function toCircumstances(asked: AskedMessage): Circumstances | string {
  const authorType = AUTHOR_TYPES.find((one) => one === (asked.author ?? 'contact'));
  if (authorType === undefined) return noneOf('--author', AUTHOR_TYPES);
  const channel = toChannel(asked.channel ?? 'conversation');
  if (channel === 'other') return noneOf('--channel', CHANNELS);
  const teamId = asked.team === undefined ? null : numericId(asked.team);
  if (teamId === undefined) return '--team is the id of a team, which is a number.';
  const adminId = asked.admin === undefined ? null : numericId(asked.admin);
  if (adminId === undefined) return '--admin is the id of a teammate, which is a number.';
  return { authorType, channel, teamId, adminId, tags: asked.tag ?? [], isClosed: asked.closed ?? false };
}

function numericId(given: string): Id | undefined {
  return /^\d+$/.test(given) ? toId(given) : undefined;
}

function noneOf(option: string, values: readonly string[]): string {
  return `${option} is one of ${values.join(', ')}.`;
}

function refuse(why: string, io: Io): number {
  io.stderr.write(`${why}\n`);
  return WRONG_USE;
}
