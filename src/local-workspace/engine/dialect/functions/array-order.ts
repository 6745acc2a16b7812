import { wantOrdered } from '../analyze/coerce.ts';
import { orderKey } from '../analyze/order-key.ts';
import * as types from '../types.ts';
import { argument, count, type Given, type Rule, unexpected } from './rule.ts';

const elementOf = (given: Given, index = 0): types.SqlType => types.firstPart(argument(given, index).type);

function sorted(given: Given, order: string): string {
  wantOrdered(elementOf(given), given.name, given.at);
  return `list_sort(${argument(given, 0).sql}, ${order})`;
}
export function wantArray(given: Given): types.SqlType {
  const { type } = argument(given, 0);
  if (type.name !== 'ARRAY') throw unexpected(given, argument(given, 0), '"ARRAY"');
  return type;
}
export const sortArray: Rule = (given) => {
  count(given, 1, 2);
  const type = wantArray(given);
  wantOrdered(types.firstPart(type), given.name, given.at);
  const [, upward] = given.args;
  if (upward && upward.type.name !== 'BOOLEAN') throw unexpected(given, upward, '"BOOLEAN"');
  const up = upward?.sql ?? 'true';
  const key = orderKey('x', types.firstPart(type));
  if (key !== 'x')
    return {
      sql: byKey(
        argument(given, 0).sql,
        key,
        `CASE WHEN ${up} THEN 'ASC' ELSE 'DESC' END`,
        `CASE WHEN ${up} THEN 'NULLS FIRST' ELSE 'NULLS LAST' END`,
      ),
      type,
    };
  const [first, last] = [sorted(given, "'ASC', 'NULLS FIRST'"), sorted(given, "'DESC', 'NULLS LAST'")];
  return { sql: `CASE WHEN ${up} THEN ${first} ELSE ${last} END`, type };
};
/** A NULL among structs is before all others, whatever its key is. */
const byKey = (list: string, key: string, order: string, nulls: string): string =>
  `list_transform(list_sort(list_transform(${list}, lambda x: struct_pack(n := x IS NOT NULL, k := ${key}, v := x)), ${order}, ${nulls}), lambda x: x.v)`;

/** The first element in an order, NULLs apart. */
export const extreme =
  (order: string): Rule =>
  (given) => {
    count(given, 1);
    if (argument(given, 0).type.name === 'VOID') return argument(given, 0);
    const type = wantArray(given);
    wantOrdered(types.firstPart(type), given.name, given.at);
    const list = `list_filter(${argument(given, 0).sql}, lambda x: x IS NOT NULL)`;
    const key = orderKey('x', types.firstPart(type));
    const ordered =
      key === 'x' ? `list_sort(${list}, '${order}', 'NULLS LAST')` : byKey(list, key, `'${order}'`, "'NULLS LAST'");
    return { sql: `(${ordered})[1]`, type: types.firstPart(type) };
  };
