// What a command says of an answer that is not what it asked for.

import { z } from 'zod';
import type { AdminAnswer } from './admin-client.ts';
import type { Io } from './io.ts';
import { WRONG_USE } from './usage.ts';

const Problem = z.object({ problem: z.string() });

/** What was wrong, as the service says it, or as its answer shows. */
export function problemOf({ status, body }: AdminAnswer): string {
  return Problem.safeParse(body).data?.problem ?? whyNot(status);
}

/** Prints the body as JSON, or what `written` makes of it; else what was wrong. Gives the exit code. */
export function printAnswer<Body>(
  answer: AdminAnswer,
  form: z.ZodType<Body>,
  written: (body: Body) => string,
  { io, asJson }: { readonly io: Io; readonly asJson: boolean },
): number {
  const { status, body } = answer;
  const known = status < 300 ? form.safeParse(body).data : undefined;
  if (asJson) io.stdout.write(`${JSON.stringify(body ?? {})}\n`);
  else if (known !== undefined) io.stdout.write(written(known));
  else io.stderr.write(`${problemOf(answer)}.\n`);
  if (known !== undefined) return 0;
  // What was given is wrong.
  return status === 400 ? WRONG_USE : 1;
}

function whyNot(status: number): string {
  if (status === 401) return 'ADMIN_TOKEN is not the one that the service runs with';
  if (status === 404) return 'the service has no admin API; start it with ADMIN_TOKEN';
  return `The service answered ${status}; its GET /readyz and its log say why`;
}
