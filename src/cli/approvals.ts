// Asking for the deletion of a conversation, and answering.

import { z } from 'zod';
import { type AdminAnswer, type AdminClient, withAdmin } from './admin-client.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  as: { type: 'string' },
  metrics: { type: 'string' },
} as const;

const COMMON = `  --as USER         who you are: a user id among SLACK_APPROVERS
  --metrics MODE    keep: reports still count the conversation (the default); remove: they do not
  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.
`;

const HELP = {
  approve: `Usage: npm run -s redactor -- approve [ID --as USER] [--metrics keep|remove]

Approves the deletion of a conversation. Without an id it lists what waits for an approval.

${COMMON}
Example:
  npm run -s redactor -- approve 0f8b2c1e-5f0e-4a55-9d3c-2a7b8f1f9c11 --as U024BE7LH
`,
  refuse: `Usage: npm run -s redactor -- refuse ID --as USER

Refuses the deletion of a conversation: it is kept.

${COMMON}
Example:
  npm run -s redactor -- refuse 0f8b2c1e-5f0e-4a55-9d3c-2a7b8f1f9c11 --as U024BE7LH
`,
  delete: `Usage: npm run -s redactor -- delete CONVERSATION --as USER [--metrics keep|remove]

Asks for the deletion of a conversation, which then waits for an approval.

${COMMON}
Example:
  npm run -s redactor -- delete 215480037214906 --as U024BE7LH --metrics remove
`,
} as const;

type Name = keyof typeof HELP;

export const approveCommand: Command = (args, io) => run('approve', args, io);
export const refuseCommand: Command = (args, io) => run('refuse', args, io);
export const deleteCommand: Command = (args, io) => run('delete', args, io);

async function run(name: Name, args: readonly string[], io: Io): Promise<number> {
  const help = HELP[name];
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS, allowPositionals: true }, help, io);
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [id, ...more] = positionals;
  const isList = name === 'approve' && id === undefined;
  const wrong = isList ? undefined : wrongUse(id, more, values);
  if (wrong) {
    io.stderr.write(`${wrong}\n\n${help}`);
    return WRONG_USE;
  }
  const metrics = values.metrics === undefined ? {} : { retain_metrics: values.metrics === 'keep' };
  const by = { by: values.as, ...metrics };
  return withAdmin(io, values.url, async (call) => {
    const answer = isList ? await call('GET', '/admin/approvals') : await say(call, name, id ?? '', by);
    return print(answer, io, values.json === true);
  });
}

function say(call: AdminClient, name: Name, id: string, by: object): Promise<AdminAnswer> {
  return name === 'delete'
    ? call('POST', '/admin/approvals', { conversation_id: id, ...by })
    : call('POST', `/admin/approvals/${encodeURIComponent(id)}`, { verdict: name, ...by });
}

function wrongUse(
  id: string | undefined,
  more: readonly string[],
  { as, metrics }: { readonly as?: string | undefined; readonly metrics?: string | undefined },
): string | undefined {
  if (id === undefined || more.length > 0) return 'This command takes one id.';
  if (as === undefined) return 'Say who you are with --as and your user id.';
  return metrics === undefined || metrics === 'keep' || metrics === 'remove'
    ? undefined
    : '--metrics takes keep or remove.';
}

const Shown = z.object({
  id: z.string(),
  conversation_id: z.string(),
  state: z.string(),
  retain_metrics: z.boolean(),
  asked_by: z.string(),
  expires_at: z.string(),
  decided_by: z.string().nullable(),
  goes_with: z
    .object({
      parts: z.number(),
      side_conversations: z.number().nullable(),
      back_office_tickets: z.number().nullable(),
    })
    .nullable(),
});
const Body = z.object({
  approval: Shown.optional(),
  approvals: z.array(Shown).optional(),
  problem: z.string().optional(),
});

function print({ status, body }: AdminAnswer, io: Io, asJson: boolean): number {
  const answer = Body.safeParse(body).data;
  const isDone = status < 300 && answer !== undefined;
  if (asJson) io.stdout.write(`${JSON.stringify(body ?? {})}\n`);
  else if (isDone) io.stdout.write(written(answer));
  else io.stderr.write(`Refused (${status}): ${answer?.problem ?? whyRefused(status)}.\n`);
  return isDone ? 0 : 1;
}

function whyRefused(status: number): string {
  if (status === 404) return 'the service has no admin API; start it with ADMIN_TOKEN';
  if (status < 300) return 'what answers there is not the service; name its address with --url';
  return status >= 500
    ? 'the service could not do it just now; its GET /readyz and its log say why'
    : 'the service gave no reason';
}

function written({ approval, approvals }: z.infer<typeof Body>): string {
  const all = approval ? [approval] : (approvals ?? []);
  return all.length === 0 ? 'Nothing waits for an approval.\n' : all.map(line).join('');
}

function line(one: z.infer<typeof Shown>): string {
  const { goes_with: goes } = one;
  const along = goes
    ? `${goes.parts} messages after the first, ${goes.side_conversations ?? '?'} side conversations, ${goes.back_office_tickets ?? '?'} back-office tickets`
    : 'not known yet';
  return [
    `${one.id}  conversation ${one.conversation_id}  ${one.state}${one.decided_by ? ` by ${one.decided_by}` : ''}`,
    `  goes with it: ${along}; metrics ${one.retain_metrics ? 'kept' : 'removed'}`,
    `  asked by ${one.asked_by}, kept unless approved by ${one.expires_at}`,
    '',
  ].join('\n');
}
