import { engineType, firstPart, type SqlType, sameType, secondPart, VOID } from '../types.ts';
import type { Typed } from './typed.ts';

const depth = (type: SqlType): number => 1 + Math.max(0, ...(type.parts ?? []).map(depth));

/** Engine SQL that brings each part of an array, map or struct to its new type; undefined where they have other parts. */
export function castNested(
  value: Typed,
  to: SqlType,
  cast: (part: Typed, type: SqlType) => string,
): string | undefined {
  const { sql, type: from } = value;
  const name = `v${depth(to)}`;
  const part = (own: string, old: SqlType, wanted: SqlType): string =>
    sameType(old, wanted) ? own : cast({ sql: own, type: old, name: value.name }, wanted);
  if (from.name === 'ARRAY')
    return `list_transform(${sql}, lambda ${name}: ${part(name, firstPart(from), firstPart(to))})`;
  if (from.name === 'MAP') {
    const key = part(`${name}.key`, firstPart(from), firstPart(to));
    const item = part(`${name}.value`, secondPart(from), secondPart(to));
    const pairs = `list_transform(map_entries(${sql}), lambda ${name}: struct_pack(k := ${key}, v := ${item}))`;
    return `CAST(map_from_entries(${pairs}) AS ${engineType(to)})`;
  }
  if (from.parts?.length !== to.parts?.length) return undefined;
  const fields = (to.parts ?? []).map(
    (wanted, index) =>
      `f${index} := ${part(`struct_extract(${sql}, 'f${index}')`, from.parts?.[index] ?? VOID, wanted)}`,
  );
  return `CASE WHEN ${sql} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
}
