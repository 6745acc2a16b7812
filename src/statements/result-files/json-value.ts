import { parseJson } from '../../base/json.ts';

const number = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;
const numbers = new Set(['BYTE', 'SHORT', 'INT', 'FLOAT', 'DOUBLE']);
const nested = new Set(['ARRAY', 'MAP', 'STRUCT']);

/**
 * A cell as JSON. BIGINT and DECIMAL are strings: most readers of JSON make a double of a number, which holds neither
 * 9007199254740993 nor 0.10. Smaller numbers are numbers in the warehouse's own digits; NaN and Infinity, which JSON does
 * not have, are strings. Nested types are nested JSON as the warehouse wrote it, where it is JSON.
 */
export function jsonValue(cell: string | null, typeName: string): string {
  if (cell === null) return 'null';
  if (numbers.has(typeName) && number.test(cell)) return cell;
  if (typeName === 'BOOLEAN' && /^(true|false)$/.test(cell)) return cell;
  if (nested.has(typeName) && parseJson(cell) !== undefined) return onOneLine(cell);
  return JSON.stringify(cell);
}

/** A line break in JSON stands between two tokens, never in a string. */
function onOneLine(json: string): string {
  return json.replace(/[\r\n]+/g, ' ');
}
