import { z } from 'zod';
import { invalidValue } from './api-error.ts';

const DEFAULT_SIZE = 100;
const position = z.object({ list: z.string(), start: z.number().int().min(0) });

function readStart(token: string, list: string): number {
  try {
    const read = position.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    if (read.list === list) return read.start;
  } catch {
    // Falls through to the one answer for every token that is not from this list.
  }
  throw invalidValue('Invalid value for page_token: it does not belong to this list.');
}

/** One page of a list: `max_results` 0 or absent is the default size; a token works only for the list it came from. */
export function page<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  list: string,
  largest = 1000,
): { items: Item[]; next_page_token?: string } {
  const asked = query.get('max_results') ?? '0';
  if (!/^\d{1,9}$/.test(asked)) throw invalidValue('Invalid value for max_results: a whole number is expected.');
  const token = query.get('page_token') ?? '';
  const start = token === '' ? 0 : readStart(token, list);
  const size = Math.min(Number(asked) || DEFAULT_SIZE, largest);
  const next = start + size;
  const found = items.slice(start, next);
  if (next >= items.length) return { items: found };
  return { items: found, next_page_token: Buffer.from(JSON.stringify({ list, start: next })).toString('base64url') };
}
