// Pages of conversations, by cursor.

import type { Conversation } from '../state/conversation.ts';
import { conversationJson } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import { type Answer, invalid, ok, type Refusal } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** Intercom docs: 20 by default, at most 150. */
const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 150;

/** Where a page ended: the last conversation's update time and sequence. */
interface Cursor {
  readonly updatedAtS: number;
  readonly sequence: number;
  /** Number of the page that comes next. */
  readonly page: number;
}

export interface Paging {
  readonly perPage: number;
  readonly after: Cursor | undefined;
}

export function readPaging(perPage: unknown, startingAfter: unknown): Paging | Refusal {
  const size = perPage === null || perPage === undefined ? DEFAULT_PER_PAGE : Number(perPage);
  if (!Number.isInteger(size) || size < 1) return invalid('Per Page is invalid');
  if (size > MAX_PER_PAGE) return invalid('Per Page is too big');
  if (startingAfter === null || startingAfter === undefined) return { perPage: size, after: undefined };
  const after = decodeCursor(startingAfter);
  return after ? { perPage: size, after } : invalid('starting_after is invalid');
}

/**
 * The newest updates first. Intercom does not document the order: inferred, and the hardest one for whoever pages,
 * since a conversation that is changed meanwhile moves to a page that was read already.
 */
export function conversationPage(
  request: ApiRequest,
  { perPage, after }: Paging,
  matches: (conversation: Conversation) => boolean,
  among: Iterable<Conversation>,
): Answer {
  const seesTickets = request.scopes.has('read_tickets');
  const best: Conversation[] = [];
  let total = 0;
  let more = false;
  for (const conversation of among) {
    if ((conversation.ticket && !seesTickets) || !matches(conversation)) continue;
    total += 1;
    if (after && isBefore(conversation, after)) continue;
    insert(best, conversation);
    if (best.length > perPage) {
      best.pop();
      more = true;
    }
  }

  const page = after?.page ?? 1;
  const last = best.at(-1);
  const cursor = more && last ? encodeCursor(last, page + 1) : undefined;
  const form = apiForm(request.version, false);
  return ok({
    type: 'conversation.list',
    pages: {
      type: 'pages',
      next: cursor === undefined ? null : { page: page + 1, starting_after: cursor },
      page,
      per_page: perPage,
      total_pages: Math.ceil(total / perPage),
    },
    total_count: total,
    conversations: best.map((conversation) => conversationJson(conversation, form)),
  });
}

/** Puts a conversation where it belongs in a sorted list. */
function insert(sorted: Conversation[], conversation: Conversation): void {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = sorted[middle];
    if (other && comesFirst(other, conversation)) from = middle + 1;
    else to = middle;
  }
  sorted.splice(from, 0, conversation);
}

type Position = Pick<Conversation, 'updatedAtS' | 'sequence'>;

function comesFirst(one: Position, other: Position): boolean {
  return one.updatedAtS === other.updatedAtS
    ? one.sequence > other.sequence
    : one.updatedAtS > other.updatedAtS;
}

function isBefore(conversation: Conversation, cursor: Cursor): boolean {
  return conversation.sequence === cursor.sequence || comesFirst(conversation, cursor);
}

function encodeCursor({ updatedAtS, sequence }: Position, page: number): string {
  return Buffer.from(JSON.stringify([updatedAtS * 1000, sequence, page])).toString('base64');
}

function decodeCursor(value: unknown): Cursor | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const [updatedAtMs, sequence, page] = JSON.parse(Buffer.from(value, 'base64').toString()) as unknown[];
    if (typeof updatedAtMs !== 'number' || typeof sequence !== 'number' || typeof page !== 'number')
      return undefined;
    return { updatedAtS: updatedAtMs / 1000, sequence, page };
  } catch {
    return undefined;
  }
}
