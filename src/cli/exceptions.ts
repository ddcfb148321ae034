// Values that somebody vouched for: a list, a new one, and the end of one. The value itself never stands among the
// arguments, where the shell's history would keep it, and is repeated nowhere.

import { z } from 'zod';
import { EXCEPTION_REASONS } from '../exception.ts';
import { whyUnread } from '../why-unread.ts';
import { printAnswer } from './admin-answer.ts';
import { withAdmin } from './admin-client.ts';
import { openInput, readAll } from './input.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  as: { type: 'string' },
  owner: { type: 'string' },
  reason: { type: 'string' },
  days: { type: 'string' },
  file: { type: 'string' },
} as const;

const HELP = `Usage: npm run -s redactor -- exceptions list
       npm run -s redactor -- exceptions add --owner USER --reason REASON --days N [--file FILE]
       npm run -s redactor -- exceptions expire ID --as USER

Values that count as no finding until a day, in all conversations. add reads a sentence with one value,
as a customer would write it, from standard input or a file; only a fingerprint of the value is kept.
A value among the arguments is refused: the shell's history would keep it.

  --owner USER      who answers for it: a user id such as U024BE7LH
  --reason REASON   ${EXCEPTION_REASONS.join(', ')}
  --days N          for how long, from 1 to 366
  --file FILE       read the sentence from there
  --as USER         who you are, for the audit: a user id such as U024BE7LH
  --url ADDRESS     where the service runs; http://127.0.0.1:PORT without it
  --json            print JSON

ADMIN_TOKEN (or ADMIN_TOKEN_FILE) holds the token that the service runs with.

Example, which waits for the sentence to be typed or pasted, then Enter and Ctrl-D:
  npm run -s redactor -- exceptions add --owner U024BE7LH --reason own_value --days 90
`;

/** As the service takes it. */
const LONGEST = 2_000;

const Exception = z.object({
  id: z.string(),
  covers: z.string(),
  owner: z.string(),
  reason: z.string(),
  until: z.string(),
});
const Listed = Exception.extend({ counts: z.boolean() });
const All = z.object({ exceptions: z.array(Listed) });
const One = z.object({ exception: Exception });

interface Given {
  readonly as?: string | undefined;
  readonly owner?: string | undefined;
  readonly reason?: string | undefined;
  readonly days?: string | undefined;
  readonly file?: string | undefined;
}

export const exceptionsCommand: Command = async (args, io) => {
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
  const text = action === 'add' ? await readSentence(values.file ?? '-', io) : '';
  if (text === undefined) return io.stopped.aborted ? 1 : WRONG_USE;
  return withAdmin(io, values.url, async (call) => {
    if (action === 'expire') {
      const path = `/admin/exceptions/${encodeURIComponent(id)}?by=${encodeURIComponent(values.as ?? '')}`;
      return printAnswer(await call('DELETE', path), One, ended, to);
    }
    if (action === 'list') return printAnswer(await call('GET', '/admin/exceptions'), All, listed, to);
    const { owner, reason, days } = values;
    const body = { text, owner, reason, days: Number(days) };
    return printAnswer(await call('POST', '/admin/exceptions', body), One, added, to);
  });
};

/** What was typed is not repeated: it may be the value. */
function wrongUse([action = 'list', id, ...more]: readonly string[], given: Given): string | undefined {
  switch (action) {
    case 'list':
      return id === undefined ? undefined : 'list takes nothing more.';
    case 'expire':
      if (id === undefined || more.length > 0) return 'expire takes one id.';
      return given.as === undefined ? 'Say who you are with --as and your user id.' : undefined;
    case 'add':
      if (id !== undefined)
        return "add reads the value from standard input, or from --file: here the shell's history keeps it.";
      if (given.owner === undefined) return 'Say who answers for it with --owner and a user id.';
      if (given.reason === undefined) return `Say why with --reason: ${EXCEPTION_REASONS.join(', ')}.`;
      return given.days === undefined ? 'Say for how many days with --days.' : undefined;
    default:
      return 'Say list, add or expire.';
  }
}

/** Undefined when there is none, said why. The file is not named: somebody may have put the value there. */
async function readSentence(file: string, io: Io): Promise<string | undefined> {
  try {
    const text = (await readAll(openInput(file, io))).trim();
    // What was typed until Ctrl-C is not meant to be sent.
    if (io.stopped.aborted) return undefined;
    if (text !== '' && text.length <= LONGEST) return text;
    io.stderr.write(`Give one sentence with the value in it, of ${LONGEST} characters at most.\n`);
    return undefined;
  } catch (error) {
    const why = whyUnread(error);
    if (why === undefined) throw error;
    io.stderr.write(`${file === '-' ? 'Standard input' : 'The file'} ${why}.\n`);
    return undefined;
  }
}

function listed({ exceptions }: z.infer<typeof All>): string {
  const lines = exceptions.map(
    ({ counts, ...one }) => `${lineOf(one)}  ${counts ? 'until' : 'ended'} ${one.until.slice(0, 19)}Z\n`,
  );
  return lines.join('') || 'There is none.\n';
}

function added({ exception }: z.infer<typeof One>): string {
  return `${lineOf(exception)}\nThe value counts as no finding until ${exception.until}. Only its fingerprint is kept.\n`;
}

function ended({ exception }: z.infer<typeof One>): string {
  return `${lineOf(exception)}\nThe value counts again.\n`;
}

function lineOf({ id, covers, owner, reason }: z.infer<typeof Exception>): string {
  return `${id}  ${covers.padEnd(16)}  ${reason.padEnd(11)}  ${owner}`;
}
