import { createHash } from 'node:crypto';
import { fullName, type TableEntry } from './entries.ts';

/** Stays the same for as long as the table is there, and is another's after it was dropped. */
export function tableId(entry: TableEntry): string {
  const hash = createHash('sha256')
    .update(`${fullName(entry)} ${entry.createdAt}`)
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
