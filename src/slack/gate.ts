// The last gate: whatever leaves for Slack, by whichever way, is read once more by the rules. The types already keep
// out what people wrote; should that ever fail, the words are held back here and the rest is told.

import type { FetchFunction } from '@slack/web-api';
import { GENERIC, withoutOwnMarks } from './own-marks.ts';

export interface GateOptions {
  /** Whether no rule matches in a text. */
  readonly isClean: (text: string) => boolean;
  /** A request was held back, and a generic one sent instead. */
  readonly onHeld: () => void;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Nobody reads these: names, ids and signed values of ours and of Slack's. */
const UNREAD: ReadonlySet<string> = new Set([
  'action_id',
  'block_id',
  'callback_id',
  'channel',
  'conversation_id',
  'cursor',
  'hash',
  'latest',
  'metadata',
  'oldest',
  'private_metadata',
  'response_action',
  'response_type',
  'since',
  'style',
  'thread_ts',
  'token',
  'trigger_id',
  'ts',
  'type',
  'until',
  'url',
  'user',
  'usergroup',
  'value',
  'view_id',
  'workspace_id',
]);
const STRUCTURED: readonly string[] = ['blocks', 'view', 'attachments'];

/** A fetch that lets only clean requests through as they are. */
export function gated(fetch: FetchFunction, { isClean, onHeld }: GateOptions): FetchFunction {
  return async (url, init) => {
    const body = init?.body;
    const request = typeof body === 'string' ? readBody(body) : undefined;
    if (!request) return fetch(url, init);
    if (isAllClean(request.content, isClean)) return fetch(url, init);
    onHeld();
    return fetch(url, { ...init, body: request.write(generic(request.content)) });
  };
}

interface Request {
  readonly content: Readonly<Record<string, Json>>;
  readonly write: (content: Readonly<Record<string, Json>>) => string;
}

/** Web API calls are forms whose structures are JSON; what answers a press is JSON. */
function readBody(body: string): Request | undefined {
  const asJson = parse(body);
  if (isObject(asJson)) return { content: asJson, write: JSON.stringify };
  const form = [...new URLSearchParams(body)];
  const content = form.map(([key, value]) => [key, STRUCTURED.includes(key) ? parse(value) : value] as const);
  return {
    content: Object.fromEntries(content),
    write: (changed) =>
      new URLSearchParams(
        Object.entries(changed).map(([key, value]): [string, string] => [
          key,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      ).toString(),
  };
}

/** Whether no rule matches in any text of it that a person may read. */
export function isAllClean(content: Json, isClean: GateOptions['isClean']): boolean {
  return readable(content).every((text) => isClean(withoutOwnMarks(text)));
}

/** Every text in it that a person may read. */
function readable(content: Json): readonly string[] {
  if (typeof content === 'string') return [content];
  if (typeof content !== 'object' || content === null) return [];
  if (Array.isArray(content)) return content.flatMap(readable);
  return Object.entries(content).flatMap(([key, value]) => (UNREAD.has(key) ? [] : readable(value)));
}

/** The same request, saying only that something is there. */
function generic(content: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const text = { type: 'mrkdwn', text: GENERIC };
  return {
    ...content,
    ...('text' in content ? { text: GENERIC } : {}),
    ...('blocks' in content ? { blocks: [{ type: 'section', text }] } : {}),
    ...('attachments' in content ? { attachments: [] } : {}),
    ...('view' in content
      ? {
          view: {
            type: 'modal',
            title: { type: 'plain_text', text: 'Held back' },
            blocks: [{ type: 'section', text }],
          },
        }
      : {}),
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
