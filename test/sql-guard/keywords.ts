import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.ts';

function linesOf(file: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
    .trim()
    .split('\n');
}

/** Every keyword of Spark's lexer. */
export const keywords = linesOf('keywords.txt');

/** Statements with a place for a name, `<id>`, next to what must be seen whatever that name is. */
export const keywordPlaces = linesOf('keyword-places.sql');

/** Keywords that the guard looks for, and names of functions that it looks for. */
export const tellingKeywords: readonly string[] = (
  'FROM JOIN SELECT WITH AS USING TABLE INTO VALUES WHERE SET LATERAL VIEW EXISTS TBLPROPERTIES RECURSIVE MAX END THEN DO ' +
  'ELSE CASE WHEN BEGIN IF LOOP UNTIL DECLARE HANDLER FOR SQLSTATE VALUE NOT FOUND INSERT OVERWRITE REPLACE MERGE UPDATE ' +
  'DELETE UNION EXCEPT ON AND OR IN IS LIKE BETWEEN DISTINCT ALL ANY LEFT CROSS STREAM IDENTIFIER TRANSFORM MAP REDUCE CREATE DROP ' +
  'CONDITION CURSOR ATOMIC DEFAULT RETURN LANGUAGE SECRET REFLECT AI_QUERY JAVA_METHOD'
).split(' ');

/** A keyword as a name: in any case, or in backquotes. */
export function keywordName(random: Random): string {
  const word = random.pick(random.below(2) === 0 ? tellingKeywords : keywords);
  const kind = random.below(8);
  if (kind === 0) return `\`${word.toLowerCase()}\``;
  if (kind === 1) return `\`${word}\``;
  if (kind < 4) return word;
  if (kind < 5) return Array.from(word, (letter) => (random.below(2) === 0 ? letter : letter.toLowerCase())).join('');
  return word.toLowerCase();
}
