import { placeOf, positionOf } from './position.ts';
import type { Reemitted } from './reemit.ts';

// `(line 1, pos 7)` counts columns from 0, `(line 1, position 8)` of a query context from 1. Source: Spark's
// `ParseException.getMessage` and `SQLQueryContext.summary`.
const place = /\bline (\d+), (pos(?:ition)?) (\d+)/g;

/** A message of the warehouse with its lines and columns turned into those of the text that was judged. */
export function mapPositions(message: string, original: string, sent: Reemitted): string {
  return message.replace(place, (_found, line: string, unit: string, column: string) => {
    const first = unit === 'pos' ? 0 : 1;
    const at = placeOf(sent.text, { line: Number(line), column: Number(column) - first + 1 });
    const mapped = positionOf(original, sent.toOriginal(at));
    return `line ${mapped.line}, ${unit} ${mapped.column - 1 + first}`;
  });
}
