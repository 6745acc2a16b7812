import type { UnseenPlace } from '../../notebooks/guard/judge-cells.ts';
import { unseenKinds } from '../../notebooks/unseen-kinds.ts';
import { printable } from '../../terminal/printable.ts';

/** More than these are counted: nobody reads them. */
const most = 20;

/** Such as `4:1 %sh, 6:3 .sql(…) ×12`: cell, line, and how often it is in that cell. */
export function placesText(unseen: readonly UnseenPlace[]): string {
  const kinds = unseenKinds(unseen);
  const told = kinds
    .slice(0, most)
    .map(({ cell, line, what, times }) => `${cell}:${line} ${what}${times === 1 ? '' : ` ×${times}`}`);
  const rest = kinds.length > most ? [`… +${kinds.length - most}`] : [];
  return printable([...told, ...rest].join(', '));
}
