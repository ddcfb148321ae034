// Findings of the running service: a list, one of them, another try, and that one is no personal data.

import { z } from 'zod';
import { EXCEPTION_REASONS } from '../exception.ts';
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
  reason: { type: 'string' },
  days: { type: 'string' },
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
       npm run -s redactor -- findings dismiss ID --reason REASON --as USER [--days 30|90|365]

Messages in which rules matched, with where each stands. No text of theirs is kept or shown.
dismiss says that one is no personal data, as an approver: it stays, and its values count in no
conversation for as many days, 90 without --days.

  --state STATE     waiting, redacted, failed, parked, unredactable, reported, …
  --since LENGTH    only those seen within it, such as 7d
  --limit N         at most so many, the newest first; 50 without it, 1000 at most
  --reason REASON   ${EXCEPTION_REASONS.join(', ')}
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
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const wrong = wrongUse(positionals, values);
  if (wrong) {
    io.stderr.write(`${wrong}\n\n${HELP}`);
    return WRONG_USE;
  }
  const to = { io, asJson: values.json === true };
  const [action = 'list', id = ''] = positionals;
  const path = `/admin/findings/${encodeURIComponent(id)}`;
  const { as: by, reason, days } = values;
  const query = new URLSearchParams(
    FILTERS.flatMap((name): [string, string][] => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return withAdmin(io, values.url, async (call) => {
    if (action === 'show') return printAnswer(await call('GET', path), One, written, to);
    if (action === 'retry') return printAnswer(await call('POST', `${path}/retry`, { by }), One, written, to);
    if (action === 'dismiss') {
      const body = { by, reason, ...(days === undefined ? {} : { days: Number(days) }) };
      return printAnswer(await call('POST', `${path}/dismiss`, body), One, written, to);
    }
    return printAnswer(await call('GET', `/admin/findings?${query}`), All, listed, to);
  });
};

const ONE: ReadonlySet<string> = new Set(['show', 'retry', 'dismiss']);

function wrongUse(
  [action = 'list', id, ...more]: readonly string[],
  { as, reason }: { readonly as?: string | undefined; readonly reason?: string | undefined },
): string | undefined {
  if (action === 'list') return id === undefined ? undefined : 'list takes nothing more.';
  // What was typed is not repeated: it may be what somebody wants to have found.
  if (!ONE.has(action)) return 'Say list, show, retry or dismiss.';
  if (id === undefined || more.length > 0) return `${action} takes one id.`;
  if (action === 'dismiss' && reason === undefined)
    return `Say why with --reason: ${EXCEPTION_REASONS.join(', ')}.`;
  return action !== 'show' && as === undefined ? 'Say who you are with --as and your user id.' : undefined;
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
