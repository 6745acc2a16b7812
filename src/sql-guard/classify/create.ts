import { words } from '../words.ts';
import { clausesAt } from './create-clauses.ts';
import { type Finding, found, strictest } from './finding.ts';
import { scanQuery } from './query.ts';
import { at, findWord, nameEnd, type Range, type Source, stands, step } from './source.ts';

const modifiers = words(
  'TEMP TEMPORARY GLOBAL EXTERNAL MATERIALIZED STREAMING PRIVATE MANAGED LIVE FOREIGN STORAGE SERVICE',
);

/** New objects of these kinds hold data or queries, and nothing else. */
const dataObjects = words('TABLE VIEW SCHEMA DATABASE NAMESPACE VOLUME INDEX BLOOMFILTER');
const schemas = words('SCHEMA DATABASE NAMESPACE');
const governed = words(
  'CATALOG CONNECTION SERVER LOCATION CREDENTIAL SHARE RECIPIENT PROVIDER POLICY GROUP USER ROLE FLOW PROCEDURE MODEL ' +
    'MACRO CLEAN AGENT MCP',
);

/** `CREATE [OR REPLACE|OR REFRESH] [modifiers] object …`. */
export function createAt(source: Source, { from, to }: Range): Finding {
  const replaces = stands(source, from + 1, 'OR', 'REPLACE');
  let index = replaces || stands(source, from + 1, 'OR', 'REFRESH') ? from + 3 : from + 1;
  const first = index;
  while (modifiers.has(at(source, index))) index++;
  const object = at(source, index);
  const isOfSession = at(source, first) === 'GLOBAL' || at(source, first).startsWith('TEMP');
  const words = index + 1;
  if (governed.has(object) || (at(source, first) === 'FOREIGN' && dataObjects.has(object))) {
    return found('ADMINISTERS', from, words);
  }
  const isConditional = stands(source, words, 'IF', 'NOT', 'EXISTS') || stands(source, words, 'IF', '!', 'EXISTS');
  const rest = { from: isConditional ? words + 3 : words, to };
  if (object === 'FUNCTION') {
    if (!isSqlFunction(source, rest)) return found('RUNS_CODE', from, words);
    return strictest(found(replaces && !isOfSession ? 'REPLACES' : 'ADDS', from, words), scanQuery(source, rest));
  }
  if (!dataObjects.has(object)) return found('UNKNOWN_STATEMENT', from, words);
  // Replacing a temporary view loses nothing; a temporary table has rows.
  const made = found(replaces && !(isOfSession && object === 'VIEW') ? 'REPLACES' : 'ADDS', from, words);
  const name = nameEnd(source, rest.from, to);
  if (object === 'INDEX' || object === 'BLOOMFILTER') return made;
  if (name === rest.from) return found('UNKNOWN_STATEMENT', from, words);
  if (schemas.has(object)) {
    // Where Unity Catalog will keep all later tables of the schema.
    const managed = findWord(source, { from: name, to }, 'MANAGED');
    return managed < 0 ? made : strictest(made, found('ADMINISTERS', managed, managed + 2));
  }
  return strictest(made, clausesAt(source, { from: name, to }), scanQuery(source, { from: name, to }));
}

const notSql = words('AS USING HANDLER ENVIRONMENT BEGIN');

/** Whether the body is an expression or a query after RETURN, and not code in another language. */
function isSqlFunction(source: Source, { from, to }: Range): boolean {
  // Inside `STRUCT<return: INT>` a word is the name of a field.
  let depth = 0;
  // A function may be called `return`.
  for (let index = nameEnd(source, from, to); index < to; index = step(source, index)) {
    const word = at(source, index);
    if (/^<+$/.test(word)) depth += word.length;
    if (/^>+$/.test(word)) depth -= word.length;
    if (depth !== 0) continue;
    if (word === 'RETURN') return !source.tokens.slice(index, to).some((token) => token.kind === 'dollar');
    if (word === 'LANGUAGE' && at(source, index + 1) !== 'SQL') return false;
    if (notSql.has(word)) return false;
  }
  return false;
}
