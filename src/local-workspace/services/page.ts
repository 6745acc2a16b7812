import { z } from 'zod';
import { invalidValue } from './api-error.ts';
import type { RouteRequest, User } from './route.ts';

/** Who asks for a page, and which. */
type Asked = Pick<RouteRequest, 'query' | 'user'>;

const DEFAULT_SIZE = 100;
const position = z.object({ user: z.string(), list: z.string(), start: z.number().int().min(0) });

/** Where a page begins: at 0 without a token; a token works only for who got it, and for the list it came from. */
export function readToken({ query, user }: Asked, list: string): number {
  const token = query.get('page_token') ?? '';
  if (token === '') return 0;
  try {
    const read = position.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    if (read.list === list && read.user === user.id) return read.start;
  } catch {
    // Falls through to the one answer for every token that is not from this list.
  }
  throw invalidValue('Invalid value for page_token: it does not belong to this list.');
}

export function writeToken(user: User, list: string, start: number): string {
  return Buffer.from(JSON.stringify({ user: user.id, list, start })).toString('base64url');
}

export type Pages = {
  /** Begins every list with an empty page, as the real API may do at any place (facts `databricks-api.md` §3). */
  readonly emptyFirst: boolean;
};

/** One page of a list: a size of 0 or none is the default one. */
export function page<Item>(
  items: readonly Item[],
  asked: Asked,
  list: string,
  { emptyFirst }: Pages,
  largest = 1000,
  sizeName = 'max_results',
): { items: Item[]; next_page_token?: string } {
  const { query, user } = asked;
  const wanted = query.get(sizeName) ?? '0';
  if (!/^\d{1,9}$/.test(wanted)) throw invalidValue(`Invalid value for ${sizeName}: a whole number is expected.`);
  const start = readToken(asked, list);
  if (emptyFirst && !query.get('page_token')) return { items: [], next_page_token: writeToken(user, list, 0) };
  const size = Math.min(Number(wanted) || DEFAULT_SIZE, largest);
  const next = start + size;
  const found = items.slice(start, next);
  return next >= items.length ? { items: found } : { items: found, next_page_token: writeToken(user, list, next) };
}
