import { wantBoolean } from '../analyze/coerce.ts';
import type { Typed } from '../analyze/typed.ts';
import type { Call } from '../parse/ast.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { bodyOf, type LambdaRule, mapOf, type Result } from './lambda-rule.ts';

/** Goes through the entries of a map; the engine calls the parts of an entry key and value. */
const overEntries =
  (build: (map: ReturnType<typeof mapOf>, x: string, value: Typed, node: Call) => Result): LambdaRule =>
  (args, bodies, node, fresh) => {
    const map = mapOf(args[0], node);
    const x = fresh();
    const value = bodyOf(
      bodies,
      0,
      node,
    )([
      { sql: `${x}.key`, type: map.key },
      { sql: `${x}.value`, type: map.value },
    ]);
    return build(map, x, value, node);
  };
const entries = (sql: string): string => `map_entries(${sql})`;

export const mapFilter = overEntries((map, x, value, node) => {
  const kept = `list_filter(${entries(map.sql)}, lambda ${x}: coalesce(${wantBoolean(value, node.name, node.at).sql}, false))`;
  const type = types.map(map.key, map.value);
  return { sql: `CAST(map_from_entries(${kept}) AS ${types.engineType(type)})`, type };
});
const rebuilt = (keys: string, values: string, type: types.SqlType, map: string): Result => ({
  sql: `CASE WHEN ${map} IS NULL THEN NULL ELSE CAST(map(${keys}, ${values}) AS ${types.engineType(type)}) END`,
  type,
});
export const transformValues = overEntries((map, x, value) =>
  rebuilt(
    `map_keys(${map.sql})`,
    `list_transform(${entries(map.sql)}, lambda ${x}: ${value.sql})`,
    types.map(map.key, value.type),
    map.sql,
  ),
);
export const transformKeys = overEntries((map, x, value) =>
  rebuilt(
    `list_transform(${entries(map.sql)}, lambda ${x}: ${value.sql})`,
    `map_values(${map.sql})`,
    types.map(value.type, map.value),
    map.sql,
  ),
);
export const mapZipWith: LambdaRule = (args, bodies, node, fresh) => {
  const [a, b] = [mapOf(args[0], node), mapOf(args[1], node)];
  if (!types.sameType(a.key, b.key)) throw cannotCompute('map_zip_with() over keys of two types', node.at);
  const k = fresh();
  const keys = `list_concat(map_keys(${a.sql}), list_filter(map_keys(${b.sql}), lambda ${k}: NOT list_contains(map_keys(${a.sql}), ${k})))`;
  const value = bodyOf(
    bodies,
    0,
    node,
  )([
    { sql: k, type: a.key },
    { sql: `(${a.sql})[${k}]`, type: a.value },
    { sql: `(${b.sql})[${k}]`, type: b.value },
  ]);
  return rebuilt(
    keys,
    `list_transform(${keys}, lambda ${k}: ${value.sql})`,
    types.map(a.key, value.type),
    `${a.sql} IS NULL OR ${b.sql}`,
  );
};
