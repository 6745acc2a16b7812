import { tightestType } from '../analyze/coerce.ts';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { argument, type Given, unexpected } from './rule.ts';

const meet = (a: types.SqlType, b: types.SqlType): boolean => types.sameNames(a, b) && tightestType(a, b) !== undefined;
/** Here a number does not become the text of a key by itself, as it does in `map[key]`. */
export function wantKey(given: Given): void {
  const [key, wanted] = [argument(given, 1).type, types.firstPart(argument(given, 0).type)];
  if (meet(wanted, key)) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: the key has the type "${types.typeText(key)}", the map those of "${types.typeText(wanted)}".`;
  throw new SqlError('DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES', '42K09', sentence, given.at);
}
/** An element is looked for, or added, in a type that holds it and the others as they are. */
export function wantElement(given: Given, index: number): void {
  const [list, item] = [given.args[0]?.type, given.args[index]?.type];
  if (list && list.name !== 'ARRAY' && ['array_append', 'array_prepend'].includes(given.name))
    throw unexpected(given, argument(given, 0), '"ARRAY"');
  if (!list || !item || (list.name === 'ARRAY' && meet(types.firstPart(list), item))) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: Input to \`${given.name}\` should have been "ARRAY" followed by a value with same element type, but it's ["${types.typeText(list)}", "${types.typeText(item)}"].`;
  throw new SqlError('DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES', '42K09', sentence, given.at);
}
/** Two arrays meet in a type that holds the elements of both as they are. */
export function wantPair(given: Given): void {
  const [a, b] = [argument(given, 0).type, argument(given, 1).type];
  if (a.name === 'ARRAY' && b.name === 'ARRAY' && meet(a, b)) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: Input to function \`${given.name}\` should have been two "ARRAY" with same element type, but it's ["${types.typeText(a)}", "${types.typeText(b)}"].`;
  throw new SqlError('DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES', '42K09', sentence, given.at);
}
/** A NULL without a type is no element that could be looked for; with `isTold`, among elements of a type it is. */
export function wantTyped(given: Given, isTold = false): void {
  const [list, item] = given.args.map(({ type }) => type);
  if (given.args.length !== 2 || !list || !item || (list.name !== 'VOID' && item.name !== 'VOID')) return;
  if (isTold && (item.name !== 'VOID' || (list.name === 'ARRAY' && types.firstPart(list).name !== 'VOID'))) return;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: Null typed values cannot be used as arguments of \`${given.name}\`.`;
  throw new SqlError('DATATYPE_MISMATCH.NULL_TYPE', '42K09', sentence, given.at);
}
