// Reads single variables and collects every problem, so that all of them can be told at once.

import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentReader {
  /** A value that must be there. `what` says what it is and where to find it. */
  required<T>(name: string, schema: z.ZodType<T, string>, what: string): T;
  optional<T>(name: string, schema: z.ZodType<T, string>, what: string): T | undefined;
  withDefault<T>(name: string, schema: z.ZodType<T, string>, what: string, fallback: T): T;
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
    try {
      return readFileSync(file, 'utf8').trim() || undefined;
    } catch {
      problems.push(`${name}_FILE: the file that it names cannot be read (it should hold ${what})`);
      return undefined;
    }
  }

  function optional<T>(name: string, schema: z.ZodType<T, string>, what: string): T | undefined {
    const value = raw(name, what);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(`${name}: ${parsed.error.issues[0]?.message ?? 'is not valid'} (${what})`);
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
    required,
    optional,
    withDefault: (name, schema, what, fallback) => optional(name, schema, what) ?? fallback,
  };
}
