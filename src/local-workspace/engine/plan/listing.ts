import { matchesName } from '../catalog/match-name.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { type Column, STRING } from '../dialect/types.ts';
import type { Plan } from './plan.ts';

export const column = (name: string, type = STRING): Column => ({ name, type });

/** A statement that is answered with rows that the catalog knows. */
export function listing(
  columns: readonly Column[],
  rows: readonly (readonly (string | null)[])[],
): Extract<Plan, { kind: 'listing' }> {
  return { kind: 'listing', columns, rows };
}

/** SHOW … LIKE: `*` is any text, `|` separates alternatives, letters match in any case. */
export function matcher(like: string | undefined): (name: string) => boolean {
  if (like === undefined) return () => true;
  if (!/^[\w*|% -]*$/.test(like) || like.includes('%')) throw cannotCompute(`SHOW … LIKE '${like}'`);
  const patterns = like.split('|').map((part) => part.trim());
  return (name) => patterns.some((pattern) => matchesName(pattern, name, { any: '*' }));
}
