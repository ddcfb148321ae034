// The audit of the running service: proven whole, or written out row by row.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { printAnswer } from './admin-answer.ts';
import { type AdminClient, withAdmin } from './admin-client.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- audit verify | export

verify reads every row and the hash that chains it to the one before: a row that was changed,
or taken out from between others, shows. That the newest rows are still there shows only beside
an earlier export: keep one elsewhere. export writes the rows as JSON lines, checked here too.

  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example:
  npm run -s redactor -- audit export > audit.jsonl
`;

const Verified = z.union([
  z.object({ result: z.literal('whole'), rows: z.number() }),
  z.object({ result: z.literal('broken'), number: z.number() }),
]);
const Row = z.object({
  number: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  workspace_id: z.string(),
  conversation_id: z.string(),
  subject_id: z.string(),
  result: z.string(),
  hash: z.string(),
});
type Row = z.infer<typeof Row>;
const Page = z.object({ rows: z.array(Row) });

export const auditCommand: Command = async (args, io) => {
  const parsed = parseOrExplain({ args: [...args], options: OPTIONS, allowPositionals: true }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [action, ...more] = positionals;
  if ((action !== 'verify' && action !== 'export') || more.length > 0) {
    io.stderr.write(`Say verify or export.\n\n${HELP}`);
    return WRONG_USE;
  }
  return withAdmin(io, values.url, (call) =>
    action === 'export' ? writeOut(call, io) : verify(call, io, values.json === true),
  );
};

async function verify(call: AdminClient, io: Io, asJson: boolean): Promise<number> {
  const answer = await call('GET', '/admin/audit/verify');
  const code = printAnswer(answer, Verified, said, { io, asJson });
  return code === 0 && Verified.safeParse(answer.body).data?.result === 'broken' ? 1 : code;
}

function said(verified: z.infer<typeof Verified>): string {
  return verified.result === 'whole'
    ? `Whole: ${verified.rows} rows, each chained to the one before.\n`
    : `Broken: row ${verified.number} does not follow from the one before. It was changed, or one was taken out.\n`;
}

async function writeOut(call: AdminClient, io: Io): Promise<number> {
  let hash = '';
  for (let after = 0; ; ) {
    const answer = await call('GET', `/admin/audit?after=${after}`);
    const rows = Page.safeParse(answer.body).data?.rows;
    if (!rows) return printAnswer(answer, Page, () => '', { io, asJson: false });
    if (rows.length === 0) return 0;
    for (const row of rows) {
      after += 1;
      if (row.number !== after || row.hash !== hashOf(hash, row)) {
        io.stderr.write(`Broken: row ${after} does not follow from the one before.\n`);
        return 1;
      }
      hash = row.hash;
      if (!io.stdout.write(`${JSON.stringify(row)}\n`))
        await new Promise<void>((resolve) => void io.stdout.once('drain', resolve));
    }
  }
}

/** As the service chains them: anybody can check what was exported. */
function hashOf(before: string, { number, at, actor, action, result, ...ids }: Row): string {
  const { workspace_id: workspaceId, conversation_id: conversationId, subject_id: subjectId } = ids;
  const row = [number, at, actor, action, workspaceId, conversationId, subjectId, result];
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(row)}`)
    .digest('base64url');
}
