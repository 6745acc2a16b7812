import type { Column } from './table.ts';

export type Head = { readonly data: string; readonly remark: string };

/**
 * The heads of columns: `name:TYPE`, where the first colon that stands alone ends the name (one inside a name is doubled).
 * From the second column of a name on, `#2`, `#3`, … tells them apart.
 */
export function headsOf(columns: readonly Column[]): readonly Head[] {
  const seen = new Map<string, number>();
  return columns.map(({ name, type_text }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { data: `${name.replaceAll(':', '::')}:${type_text}`, remark: count > 1 ? `#${count}` : '' };
  });
}
