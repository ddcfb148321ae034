// Conversations that were updated since a time, in slices of time, oldest first. Within a slice the order is not relied
// on, since Intercom does not promise one: a conversation that is changed while its slice is read moves to a later
// slice. Should that have moved others to a page that was read already, fewer are seen than there were: then the slice
// is read again.

import type { Found, FoundConversation, UpdatedWithin } from './intercom/search.ts';

export type Search = (within: UpdatedWithin, after: string | undefined) => Promise<Found>;
export type Refused = Exclude<Found, { kind: 'found' }>;

export type Slice =
  | {
      readonly kind: 'slice';
      readonly conversations: readonly FoundConversation[];
      /** The slice's own times; what was updated before its end has been given. */
      readonly within: UpdatedWithin;
      /** As Intercom counts from the beginning of this slice on, once it is known. */
      readonly left: number | undefined;
    }
  | { readonly kind: 'refused'; readonly refusal: Refused };

export interface Walk {
  readonly fromS: number;
  /** Now, in seconds since 1970: the last slice is open, so that clocks may differ. */
  readonly nowS: number;
}

/** Ten pages: a slice is held in memory. */
const MOST = 1_500;
const FIRST_S = 6 * 3_600;
const SHORTEST_S = 60;

export async function* walkHistory(search: Search, { fromS, nowS }: Walk): AsyncGenerator<Slice, void> {
  const all = await search({ fromS, untilS: undefined }, undefined);
  if (all.kind !== 'found') return void (yield { kind: 'refused', refusal: all });
  let left = all.total;
  let lengthS = totalOf(all) <= MOST ? Number.POSITIVE_INFINITY : FIRST_S;
  for (let atS = fromS; ; ) {
    const isLast = atS + lengthS > nowS;
    const within = { fromS: atS, untilS: isLast ? undefined : atS + lengthS };
    const first = isLast && atS === fromS ? all : await search(within, undefined);
    if (first.kind !== 'found') return void (yield { kind: 'refused', refusal: first });
    const spanS = isLast ? Math.max(SHORTEST_S, nowS - atS) : lengthS;
    const total = totalOf(first);
    if (total > MOST && spanS > SHORTEST_S) {
      lengthS = Math.max(SHORTEST_S, Math.floor((spanS * MOST) / (2 * total)));
      continue;
    }
    const read = await readPages(search, within, first);
    if (!Array.isArray(read)) return void (yield { kind: 'refused', refusal: read as Refused });
    yield { kind: 'slice', conversations: read, within, left };
    if (isLast) return;
    left = left === undefined ? undefined : Math.max(0, left - read.length);
    atS += lengthS;
    if (total < MOST / 4) lengthS *= 2;
  }
}

type FoundPage = Extract<Found, { kind: 'found' }>;

/** Where Intercom does not say it and there are more pages, more than a slice should have. */
function totalOf({ total, next, conversations }: FoundPage): number {
  return total ?? (next === undefined ? conversations.length : MOST + 1);
}

/** What changes all the time is for the next walk. */
const MOST_READINGS = 5;
/** So many pages in a row with nothing new have no end. */
const MOST_REPEATED = 10;

/** A conversation that moved to another page meanwhile is given once. */
async function readPages(
  search: Search,
  within: UpdatedWithin,
  first: FoundPage,
): Promise<readonly FoundConversation[] | Refused> {
  const byId = new Map<string, FoundConversation>();
  let start: Found = first;
  for (let reading = 1; ; reading += 1) {
    if (start.kind !== 'found') return start;
    const before = byId.size;
    const read = await readOnce(search, within, start, byId);
    if ('kind' in read) return read;
    const isKnown = start.total === undefined && byId.size === before;
    if (read.isEnded && (isKnown || read.seen >= totalOf(start))) return [...byId.values()];
    // Pages without an end hide what comes after them.
    if (reading === MOST_READINGS)
      return read.isEnded ? [...byId.values()] : { kind: 'unavailable', cause: 'not_json' };
    start = await search(within, undefined);
  }
}

interface Reading {
  readonly seen: number;
  /** It came to the last page. */
  readonly isEnded: boolean;
}

async function readOnce(
  search: Search,
  within: UpdatedWithin,
  first: FoundPage,
  byId: Map<string, FoundConversation>,
): Promise<Reading | Refused> {
  const seen = new Set<string>();
  let repeated = 0;
  for (let page = first; ; ) {
    const before = seen.size;
    for (const one of page.conversations) {
      seen.add(one.conversationId);
      byId.set(one.conversationId, one);
    }
    repeated = seen.size === before ? repeated + 1 : 0;
    if (page.next === undefined || repeated === MOST_REPEATED)
      return { seen: seen.size, isEnded: page.next === undefined };
    const next = await search(within, page.next);
    if (next.kind !== 'found') return next;
    page = next;
  }
}
