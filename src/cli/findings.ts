// Findings of the running service: a list, one of them, and another try.

import { z } from 'zod';
import { printAnswer } from './admin-answer.ts';
import { withAdmin } from './admin-client.ts';
import type { Command } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const FILTERS = ['state', 'rule', 'kind', 'conversation', 'since', 'limit'] as const;
const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  as: { type: 'string' },
  state: { type: 'string' },
  rule: { type: 'string' },
  kind: { type: 'string' },
  conversation: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- findings list [--state STATE] [--rule RULE] [--kind KIND]
                                            [--conversation ID] [--since LENGTH] [--limit N]
       npm run -s redactor -- findings show ID
       npm run -s redactor -- findings retry ID --as USER

Messages in which rules matched, with where each stands. No text of theirs is kept or shown.

  --state STATE     waiting, redacted, failed, parked, unredactable, reported, …
  --since LENGTH    only those seen within it, such as 7d
  --limit N         at most so many, the newest first; 50 without it, 1000 at most
  --as USER         who you are, for the audit: a user id such as U024BE7LH
  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example:
  npm run -s redactor -- findings list --state failed --since 1d
`;

const Finding = z.object({
  id: z.string(),
  conversation_id: z.string(),
  resource: z.string(),
  message_id: z.string(),
  author: z.string(),
  origin: z.string(),
  rules: z.array(z.object({ ruleId: z.string(), count: z.number(), confidence: z.string() })),
  state: z.string(),
  outcome: z.looseObject({ kind: z.string() }).nullable(),
  attempts: z.number(),
  said_at: z.string(),
  seen_at: z.string(),
  acted_at: z.string().nullable(),
  proven_at: z.string().nullable(),
});
type Finding = z.infer<typeof Finding>;
const All = z.object({ findings: z.array(Finding), counts: z.record(z.string(), z.number()) });
const One = z.object({ finding: Finding });

export const findingsCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS, allowPositionals: true }, HELP, io);
  if (parsed === undefined) return WRONG_USE;
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const [action = 'list', id, ...more] = positionals;
  const wrong = wrongUse(action, id, more, values.as);
  if (wrong) {
    io.stderr.write(`${wrong}\n\n${HELP}`);
    return WRONG_USE;
  }
  const to = { io, asJson: values.json === true };
  const path = `/admin/findings/${encodeURIComponent(id ?? '')}`;
  const query = new URLSearchParams(
    FILTERS.flatMap((name): [string, string][] => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return withAdmin(io, values.url, async (call) => {
    if (action === 'show') return printAnswer(await call('GET', path), One, written, to);
    if (action === 'retry')
      return printAnswer(await call('POST', `${path}/retry`, { by: values.as }), One, written, to);
    return printAnswer(await call('GET', `/admin/findings?${query}`), All, listed, to);
  });
};

function wrongUse(
  action: string,
  id: string | undefined,
  more: readonly string[],
  as: string | undefined,
): string | undefined {
  if (action === 'list') return id === undefined ? undefined : 'list takes nothing more.';
  // What was typed is not repeated: it may be what somebody wants to have found.
  if (action !== 'show' && action !== 'retry') return 'Say list, show or retry.';
  if (id === undefined || more.length > 0) return `${action} takes one id.`;
  return action === 'retry' && as === undefined ? 'Say who you are with --as and your user id.' : undefined;
}

function listed({ findings, counts }: z.infer<typeof All>): string {
  const all = Object.entries(counts)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
  const lines = findings.map(
    ({ id, state, seen_at, conversation_id, author, rules }) =>
      `${id}  ${state.padEnd(12)}  ${seen_at.slice(0, 19)}Z  ${conversation_id.padEnd(18)}  ${author.padEnd(7)}  ${rulesOf(rules)}`,
  );
  return `${[...lines, `In all: ${all || 'none'}`].join('\n')}\n`;
}

function written({ finding }: z.infer<typeof One>): string {
  const rows: readonly (readonly [string, string])[] = [
    ['finding', finding.id],
    ['conversation', finding.conversation_id],
    ['message', `${finding.resource} ${finding.message_id}, by ${finding.author}, through ${finding.origin}`],
    ['rules', rulesOf(finding.rules)],
    ['state', finding.state],
    ['last outcome', finding.outcome === null ? 'none yet' : outcomeOf(finding.outcome)],
    ['attempts', String(finding.attempts)],
    ['said', finding.said_at],
    ['seen', finding.seen_at],
    ['acted on', finding.acted_at ?? 'not yet'],
    ['proven', finding.proven_at ?? 'not yet'],
  ];
  return `${rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n')}\n`;
}

function rulesOf(rules: Finding['rules']): string {
  return rules.map(({ ruleId, count }) => `${ruleId} ×${count}`).join(', ') || 'the whole conversation';
}

/** Enums, codes and times only. */
function outcomeOf({ kind, ...more }: NonNullable<Finding['outcome']>): string {
  const details = Object.values(more).map(String).join(', ');
  return details === '' ? kind : `${kind} (${details})`;
}
