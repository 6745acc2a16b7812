import { isNested, type SqlType } from '../types.ts';

/**
 * Engine SQL that sorts as Spark sorts: a NULL inside of a struct or array comes first there, and last in the engine.
 * `sql` itself for a value without parts.
 */
export function orderKey(sql: string, type: SqlType): string {
  if (!isNested(type)) return sql;
  const part = (own: string, inner: SqlType): string => `row(${own} IS NOT NULL, ${orderKey(own, inner)})`;
  const [element] = type.parts ?? [];
  if (type.name === 'ARRAY' && element) {
    const name = `k${depth(type)}`;
    return `list_transform(${sql}, lambda ${name}: ${part(name, element)})`;
  }
  const fields = (type.parts ?? []).map((inner, index) => part(`struct_extract(${sql}, 'f${index}')`, inner));
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE row(${fields.join(', ')}) END`;
}

const depth = (type: SqlType): number => 1 + Math.max(0, ...(type.parts ?? []).map(depth));
