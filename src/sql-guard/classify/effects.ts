import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { hiddenArgumentsIn, hiddenSqlIn } from './hidden-sql.ts';
import { at, type Source, stands, step } from './source.ts';

/** Functions that reach out of the data: processes, Java, other systems, credentials. */
const reachOut = words(
  'REFLECT JAVA_METHOD TRY_REFLECT HTTP_REQUEST TRY_HTTP_REQUEST REMOTE_QUERY TRY_REMOTE_QUERY ' +
    'SECRET TRY_SECRET LIST_SECRETS PYTHON_EXEC',
);

/** Words before a name that make `name (…)` the head of an object with columns, and no call. */
const beforeObject = words('INTO EXISTS VIEW TBLPROPERTIES');

export type Effects = {
  /** Functions that reach out, scripts, and hints that stand where none may. */
  readonly findings: readonly Finding[];
  /** The first call of an `ai_*` function; -1 where there is none. */
  readonly ai: number;
};

/** What tokens mean wherever they stand: calls of functions that do more than compute, and misplaced hints. */
export function effectsOf(source: Source): Effects {
  const findings: Finding[] = [];
  let ai = -1;
  for (let index = 0; index < source.tokens.length; index++) {
    const word = at(source, index);
    if (word === 'USING' && startsProcess(source, index)) findings.push(found('RUNS_CODE', index, index + 2));
    else if (holdsOptions(source, index)) findings.push(...hiddenSqlIn(source, index + 1));
    else if (word === '/*+' || word === '*/') {
      if (!isPlacedHint(source, index)) findings.push(found('MISPLACED_HINT', index));
    } else if (at(source, index + 1) === '(') {
      const name = functionName(source, index);
      if (name.startsWith('READ_')) findings.push(...hiddenArgumentsIn(source, index + 1));
      if (reachOut.has(name) && !isObject(source, index)) findings.push(found('FUNCTION_REACHES_OUT', index));
      else if (ai < 0 && name.startsWith('AI_') && !isObject(source, index)) ai = index;
      if (word !== 'IDENTIFIER' || !isComputedCall(source, index)) continue;
      const computed = computedName(source, index);
      if (computed === undefined || reachOut.has(computed)) findings.push(found('FUNCTION_REACHES_OUT', index));
      else if (ai < 0 && computed.startsWith('AI_')) ai = index;
    }
  }
  return { findings, ai };
}

/** `FROM t WITH (…)`, `COPY INTO t … FORMAT_OPTIONS (…)`. */
function holdsOptions(source: Source, index: number): boolean {
  if (at(source, index + 1) !== '(') return false;
  const word = at(source, index);
  return word === 'WITH' || word === 'FORMAT_OPTIONS' || word === 'COPY_OPTIONS';
}

/** `TRANSFORM (…) USING 'program'`; the program may be a parameter. */
function startsProcess(source: Source, index: number): boolean {
  const next = source.tokens[index + 1];
  const isProgram = next?.kind === 'string' || next?.upper === '?' || next?.upper === ':';
  return isProgram && !opensCursor(source, index - 1);
}

/** What a statement of a script follows. */
const beforeStatement = words('; BEGIN ATOMIC THEN ELSE DO LOOP REPEAT');

/** `OPEN label.cursor USING 'value'` in a script. */
function opensCursor(source: Source, cursor: number): boolean {
  let first = cursor;
  while (at(source, first - 1) === '.') first -= 2;
  return at(source, first - 1) === 'OPEN' && beforeStatement.has(at(source, first - 2));
}

function functionName(source: Source, index: number): string {
  const token = source.tokens[index];
  if (token === undefined) return '';
  return token.kind === 'name' ? token.text.slice(1, -1).replaceAll('``', '`').toUpperCase() : token.upper;
}

/** `INSERT INTO secret (…)`, `WITH secret (…) AS (…)`, `FROM t AS secret (…)`. */
function isObject(source: Source, index: number): boolean {
  let first = index;
  while (at(source, first - 1) === '.') first -= 2;
  const before = at(source, first - 1);
  if (before === 'REFERENCES') return isNameList(source, index);
  if (first === index && (before === 'AS' || before === ')') && isNameList(source, index)) return true;
  if (
    (beforeObject.has(before) && at(source, first - 2) !== 'LATERAL') ||
    stands(source, first - 2, 'INTO', 'TABLE') ||
    ((before === 'TABLE' || before === 'FUNCTION') && isCreated(source, first - 1))
  ) {
    return true;
  }
  if (before !== 'WITH' && before !== ',' && before !== 'RECURSIVE') return false;
  if (before !== ',' && opensQuery(source, index + 2)) return true;
  let end = step(source, index + 1);
  if (stands(source, end, 'MAX', 'RECURSION', 'LEVEL')) end += 4;
  if (at(source, end) === 'AS') end++;
  return at(source, end) === '(' && opensQuery(source, end + 1);
}

const modifiers = words('EXTERNAL STREAMING TEMPORARY TEMP GLOBAL PRIVATE');

/** `CREATE EXTERNAL TABLE`, `CREATE OR REFRESH STREAMING TABLE`, `CREATE TEMPORARY FUNCTION`; `object` is its last word. */
function isCreated(source: Source, object: number): boolean {
  let index = object - 1;
  while (modifiers.has(at(source, index))) index--;
  return at(source, index) === 'CREATE' || stands(source, index - 2, 'CREATE', 'OR', 'REFRESH');
}

/**
 * Names of columns in brackets, as those of a foreign key or of a table's alias: `AS secret (a, b)`, `(…) secret (a, b)`.
 * Without AS and brackets, as in `FROM t secret (a, b)`, an alias is not told from a call: FROM may be the name of a column.
 */
function isNameList(source: Source, index: number): boolean {
  const end = step(source, index + 1) - 1;
  for (let place = index + 2; place < end; place++) {
    const kind = source.tokens[place]?.kind;
    const isName = (place - index) % 2 === 0;
    if (isName ? kind !== 'word' && kind !== 'name' : at(source, place) !== ',') return false;
  }
  return end > index + 2;
}

/** A query, and not a list of aliases of which the first is called `select`. */
function opensQuery(source: Source, index: number): boolean {
  const isHead = ['SELECT', 'WITH', 'VALUES', 'FROM', 'TABLE', '('].includes(at(source, index));
  return isHead && ![')', ','].includes(at(source, index + 1));
}

/** `IDENTIFIER(…)(…)` */
function isComputedCall(source: Source, index: number): boolean {
  return at(source, step(source, index + 1)) === '(' && !isObject(source, index);
}

/** The last part of the name in `IDENTIFIER(…)`; undefined unless that is one plain text. */
function computedName(source: Source, index: number): string | undefined {
  const text = step(source, index + 1) === index + 4 ? (source.tokens[index + 2]?.text ?? '') : '';
  return /^(['"])([\w.]+)\1$/.exec(text)?.[2]?.toUpperCase().split('.').at(-1);
}

/** Hints stand after SELECT, or after another hint. */
function isPlacedHint(source: Source, index: number): boolean {
  if (at(source, index) === '/*+') return at(source, index - 1) === 'SELECT' || at(source, index - 1) === '*/';
  for (let before = index - 1; before >= 0; before--) {
    const word = at(source, before);
    if (word === '/*+') return true;
    if (word === '*/' || word === ';') return false;
  }
  return false;
}
