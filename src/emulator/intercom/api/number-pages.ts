// Lists that are paged by number, not by cursor.

import type { JsonObject } from '../state/conversation.ts';
import { invalid, type Refusal } from './answer.ts';
import type { ApiRequest } from './request.ts';

export interface NumberedPage<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly perPage: number;
  readonly totalPages: number;
}

/** Cuts the page that the query asks for. That a number out of range is refused is inferred. */
export function cutPage<T>(
  { query }: ApiRequest,
  all: readonly T[],
  sizes: { readonly usual: number; readonly most: number },
): NumberedPage<T> | Refusal {
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('per_page') ?? sizes.usual);
  if (!Number.isInteger(page) || page < 1) return invalid('Page is invalid');
  if (!Number.isInteger(perPage) || perPage < 1) return invalid('Per Page is invalid');
  if (perPage > sizes.most) return invalid('Per Page is too big');
  const items = all.slice((page - 1) * perPage, page * perPage);
  return { items, page, perPage, totalPages: Math.ceil(all.length / perPage) };
}

export function pagesJson({ page, perPage, totalPages }: NumberedPage<unknown>): JsonObject {
  return { type: 'pages', page, per_page: perPage, total_pages: totalPages };
}
