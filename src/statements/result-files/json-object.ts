import type { Row } from '../../databricks-api/statements.ts';
import { jsonValue } from './json-value.ts';
import type { FileColumn } from './row-writer.ts';

/** Writes rows as objects. A name that is there already gets a number, because an object has each key once. */
export function jsonObjects(columns: readonly FileColumn[]): (row: Row) => string {
  const keys = uniqueNames(columns.map(({ name }) => name)).map((name) => JSON.stringify(name));
  const types = columns.map(({ type_name }) => type_name);
  return (row) => `{${keys.map((key, at) => `${key}:${jsonValue(row[at] ?? null, types[at] ?? '')}`).join(',')}}`;
}

/** `id`, `id` becomes `id`, `id_2`; a column that is called `id_2` itself keeps its name. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const seen = new Map<string, number>();
  return names.map((name) => {
    let count = (seen.get(name) ?? 0) + 1;
    if (count > 1) while (taken.has(`${name}_${count}`)) count += 1;
    seen.set(name, count);
    const unique = count > 1 ? `${name}_${count}` : name;
    taken.add(unique);
    return unique;
  });
}
