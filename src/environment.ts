// Reads single variables and collects every problem, so that all of them can be told at once.

import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { RedactorError } from './errors.ts';
import { whyUnread } from './why-unread.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentReader {
  /** A value that must be there. `what` says what it is and where to find it. */
  required<T>(name: string, schema: z.ZodType<T, string>, what: string): T;
  optional<T>(name: string, schema: z.ZodType<T, string>, what: string): T | undefined;
  withDefault<T>(name: string, schema: z.ZodType<T, string>, what: string, fallback: T): T;
  /** Whether a value is given, right or wrong. */
  isGiven(name: string): boolean;
  /** Notes a problem that only shows when several values are looked at, or what they name. */
  refuse(name: string, problem: string, what: string): void;
  readonly problems: readonly string[];
}

/** `NAME_FILE` may name a file that holds the value, as Docker and Kubernetes secrets do. */
export function createEnvironmentReader(env: Environment): EnvironmentReader {
  const problems: string[] = [];

  function raw(name: string, what: string): string | undefined {
    const file = env[`${name}_FILE`];
    const value = env[name];
    if (file && value) {
      problems.push(`${name}: set either ${name} or ${name}_FILE, not both`);
      return undefined;
    }
    if (!file) return value === undefined || value.trim() === '' ? undefined : value.trim();
    const content = readSecret(file);
    if ('text' in content) return content.text;
    // The name is not repeated: it may be the secret itself, set by mistake.
    problems.push(`${name}_FILE: the file that it names ${content.fault} (it should hold: ${what})`);
    return undefined;
  }

  function optional<T>(name: string, schema: z.ZodType<T, string>, what: string): T | undefined {
    const value = raw(name, what);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(`${name}: ${parsed.error.issues[0]?.message ?? 'is not right'} (${what})`);
    return undefined;
  }

  function required<T>(name: string, schema: z.ZodType<T, string>, what: string): T {
    const before = problems.length;
    const value = optional(name, schema, what);
    if (value === undefined && problems.length === before) problems.push(`${name}: is missing (${what})`);
    // With a problem noted the caller throws before it uses the value.
    return value as T;
  }

  return {
    problems,
    isGiven: (name) => [env[name], env[`${name}_FILE`]].some((value) => value && value.trim() !== ''),
    refuse: (name, problem, what) => void problems.push(`${name}: ${problem} (${what})`),
    required,
    optional,
    withDefault: (name, schema, what, fallback) => optional(name, schema, what) ?? fallback,
  };
}

/** @throws RedactorError `config_invalid`, whose message names every problem that was noted, one a line. */
export function refuseProblems({ problems }: Pick<EnvironmentReader, 'problems'>): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  throw new RedactorError(
    'config_invalid',
    [
      `The configuration has ${count}:`,
      ...problems.map((problem) => `  ${problem}`),
      'Each can also be given as a file: NAME_FILE=/path. README.md, "Run it", walks through them.',
    ].join('\n'),
  );
}

function readSecret(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? { fault: 'is empty' } : { text };
  } catch (error) {
    return { fault: whyUnread(error) ?? 'cannot be read' };
  }
}
