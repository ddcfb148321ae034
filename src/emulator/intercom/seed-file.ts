// Conversations and tickets from a file, YAML or JSON. Faults name the place and the field, never a value: a seed may be
// somebody's real text.

import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { SeedFile } from './seed-schema.ts';
import type { Conversation } from './state/conversation.ts';
import type { ConversationSeed, TicketSeed } from './state/seeds.ts';

export type { SeedFile } from './seed-schema.ts';

export interface SeedFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

export type SeedReading =
  | { readonly kind: 'read'; readonly seed: SeedFile }
  | { readonly kind: 'refused'; readonly faults: readonly SeedFault[] };

/** What a seed became. */
export interface Planted {
  readonly conversations: readonly Conversation[];
  readonly tickets: readonly Conversation[];
}

type Path = readonly PropertyKey[];

export function readSeed(text: string): SeedReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, problem: string): SeedFault => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), problem };
  };
  if (document.errors.length > 0)
    return { kind: 'refused', faults: document.errors.map(({ pos, code }) => at(pos[0], notYaml(code))) };

  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    return {
      kind: 'refused',
      faults: [at(0, 'an alias `*name` stands before its anchor `&name`, or there are too many')],
    };
  }
  const parsed = SeedFile.safeParse(value ?? {});
  const wrong = parsed.success ? repeatedIds(value, []) : parsed.error.issues.flatMap(issueFaults);
  if (!parsed.success || wrong.length > 0)
    return {
      kind: 'refused',
      faults: wrong.map(({ path, problem }) => at(offsetOf(document, path), `${nameOf(path)} ${problem}`)),
    };
  return { kind: 'read', seed: parsed.data };
}

/** In the order of the file. */
export function plantSeed(
  { conversations = [], tickets = [] }: SeedFile,
  emulator: {
    seedConversation(seed: ConversationSeed): Conversation;
    seedTicket(seed: TicketSeed): Conversation;
  },
): Planted {
  const planted = conversations.map(({ tickets: linked = [], ...seed }) => {
    const conversation = emulator.seedConversation(seed);
    const category = 'Back-office';
    const linkedConversationId = conversation.id;
    return {
      conversation,
      linked: linked.map((ticket) => emulator.seedTicket({ category, ...ticket, linkedConversationId })),
    };
  });
  return {
    conversations: planted.map(({ conversation }) => conversation),
    tickets: [...planted.flatMap(({ linked }) => linked), ...tickets.map(emulator.seedTicket)],
  };
}

function notYaml(code: string): string {
  return `this is neither YAML nor JSON (${code}): look at indentation, quotes and brackets here and before`;
}

interface Wrong {
  readonly path: Path;
  readonly problem: string;
}

function issueFaults(issue: z.core.$ZodIssue): readonly Wrong[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], problem: 'is no field of a seed' }));
    case 'invalid_type':
      return [{ path, problem: `has to be of type ${issue.expected}` }];
    case 'invalid_value':
      return [{ path, problem: `has to be one of ${issue.values.join(', ')}` }];
    default:
      return [{ path, problem: issue.message }];
  }
}

/** Ids are the workspace's: a part, a source and a conversation are found by them. */
function repeatedIds(value: unknown, path: Path, seen = new Set<string>()): readonly Wrong[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly Wrong[] => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const isOfPerson = ['author', 'contact', 'attributes', 'customAttributes'].includes(key);
    if (isOfPerson) return [];
    if (key !== 'id') return repeatedIds(inner, here, seen);
    const repeats = seen.has(String(inner));
    seen.add(String(inner));
    return repeats ? [{ path: here, problem: 'stands twice in this file' }] : [];
  });
}

/** Where a field stands, or what should hold it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function nameOf(path: Path): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return name === '' ? 'a seed' : `\`${name.replace(/^\./, '')}\``;
}
