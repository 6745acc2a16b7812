import { type Finding, found } from './finding.ts';
import { at, nameEnd, type Range, type Source, stands, step } from './source.ts';

const modifiers: ReadonlySet<string> = new Set(
  'TEMP TEMPORARY GLOBAL EXTERNAL MATERIALIZED STREAMING PRIVATE MANAGED LIVE FOREIGN STORAGE SERVICE'.split(' '),
);

/** New objects of these kinds hold data or queries, and nothing else. */
const dataObjects: ReadonlySet<string> = new Set(
  'TABLE VIEW SCHEMA DATABASE NAMESPACE VOLUME INDEX BLOOMFILTER'.split(' '),
);
const governed: ReadonlySet<string> = new Set(
  (
    'CATALOG CONNECTION SERVER LOCATION CREDENTIAL SHARE RECIPIENT PROVIDER POLICY GROUP USER ROLE FLOW PROCEDURE MODEL ' +
    'MACRO CLEAN AGENT MCP'
  ).split(' '),
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
  if (governed.has(object)) return found('ADMINISTERS', from, words);
  if (object === 'FUNCTION') {
    if (!isSqlFunction(source, { from: words, to })) return found('RUNS_CODE', from, words);
    return found(replaces && !isOfSession ? 'REPLACES' : 'ADDS', from, words);
  }
  if (!dataObjects.has(object)) return found('UNKNOWN_STATEMENT', from, words);
  // Replacing a temporary view loses nothing; a temporary table has rows.
  return found(replaces && !(isOfSession && object === 'VIEW') ? 'REPLACES' : 'ADDS', from, words);
}

/** Whether the body is an expression or a query after RETURN, and not code in another language. */
function isSqlFunction(source: Source, { from, to }: Range): boolean {
  // A function may be called `return`.
  const name = stands(source, from, 'IF', 'NOT', 'EXISTS') ? from + 3 : from;
  // Inside `STRUCT<return: INT>` a word is the name of a field.
  let depth = 0;
  for (let index = nameEnd(source, name, to); index < to; index = step(source, index)) {
    const word = at(source, index);
    if (/^<+$/.test(word)) depth += word.length;
    if (/^>+$/.test(word)) depth -= word.length;
    if (depth !== 0) continue;
    if (word === 'RETURN') return true;
    if (word === 'LANGUAGE' && at(source, index + 1) !== 'SQL') return false;
    if (word === 'AS' || word === 'USING' || word === 'HANDLER' || word === 'ENVIRONMENT') return false;
  }
  return false;
}
