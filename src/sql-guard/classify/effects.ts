import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { hiddenSqlIn } from './hidden-sql.ts';
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
    else if (word === 'WITH' && at(source, index + 1) === '(') findings.push(...hiddenSqlIn(source, index + 1));
    else if (word === '/*+' || word === '*/') {
      if (!isPlacedHint(source, index)) findings.push(found('MISPLACED_HINT', index));
    } else if (at(source, index + 1) === '(') {
      const name = functionName(source, index);
      if (reachOut.has(name) && !isObject(source, index)) findings.push(found('FUNCTION_REACHES_OUT', index));
      else if (ai < 0 && name.startsWith('AI_') && !isObject(source, index)) ai = index;
      if (word === 'IDENTIFIER' && isUnknownCall(source, index)) findings.push(found('FUNCTION_REACHES_OUT', index));
    }
  }
  return { findings, ai };
}

/** `TRANSFORM (…) USING 'program'`; the program may be a parameter. */
function startsProcess(source: Source, index: number): boolean {
  const next = source.tokens[index + 1];
  return next?.kind === 'string' || next?.upper === '?' || next?.upper === ':';
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
  if (first === index && isAlias(source, index)) return true;
  if (
    (beforeObject.has(before) && at(source, first - 2) !== 'LATERAL') ||
    stands(source, first - 2, 'INTO', 'TABLE') ||
    stands(source, first - 2, 'CREATE', 'TABLE')
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

/**
 * A table's alias with names for its columns: `AS secret (a, b)`, `(…) secret (a, b)`. Without AS and brackets, as in
 * `FROM t secret (a, b)`, it is not told from a call: FROM and JOIN may be names of columns.
 */
function isAlias(source: Source, index: number): boolean {
  const end = step(source, index + 1) - 1;
  for (let place = index + 2; place < end; place++) {
    const kind = source.tokens[place]?.kind;
    const isName = (place - index) % 2 === 0;
    if (isName ? kind !== 'word' && kind !== 'name' : at(source, place) !== ',') return false;
  }
  const before = at(source, index - 1);
  return end > index + 2 && (before === 'AS' || before === ')');
}

/** A query, and not a list of aliases of which the first is called `select`. */
function opensQuery(source: Source, index: number): boolean {
  const isHead = ['SELECT', 'WITH', 'VALUES', 'FROM', 'TABLE', '('].includes(at(source, index));
  return isHead && ![')', ','].includes(at(source, index + 1));
}

/** `IDENTIFIER(…)(…)` calls a function whose name is only known when it is one plain text. */
function isUnknownCall(source: Source, index: number): boolean {
  const end = step(source, index + 1);
  if (at(source, end) !== '(' || isObject(source, index)) return false;
  const text = end === index + 4 ? (source.tokens[index + 2]?.text ?? '') : '';
  const name = /^(['"])([\w.]+)\1$/.exec(text)?.[2]?.toUpperCase().split('.').at(-1);
  return name === undefined || reachOut.has(name) || name.startsWith('AI_');
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
