import { endsInText, pythonTokens, type Token } from './python-tokens.ts';

/** SQL that stands in a cell as it will run. */
export type LiteralSql = {
  readonly sql: string;
  /** The line of the cell in which it begins, from 1. */
  readonly line: number;
};
/** Something whose effect cannot be read from the cell. */
export type Unseen = { readonly line: number; readonly what: string };
export type Look = { readonly literals: readonly LiteralSql[]; readonly unseen: readonly Unseen[] };

/**
 * A magic that holds Python itself, or does nothing to data. Where the cluster knows no `%md`, IPython tells that and runs
 * the lines below it.
 */
const plainMagics = new Set([
  'python',
  'md',
  'time',
  'timeit',
  'capture',
  'matplotlib',
  'config',
  'precision',
  'pprint',
]);
const magic = /^\s*(%{1,2}(?=\w)|!)[ \t]*(\w*)[ \t]*(.*)$/s;
/** IPython takes whatever stands before the `=`. */
const assignedMagic = /^(?:[^'"#=]|'[^']*'|"[^"]*")*=\s*(%(?=\w)|!(?!=))[ \t]*(\w*)[ \t]*(.*)$/s;

/** What can be read of a cell before it runs: its literal SQL, and where it does what cannot be seen. Never throws. */
export function lookAtCell(source: string): Look {
  // As Python ends its lines.
  const lines = source.split(/\r\n?|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const [, sign = '', name = '', rest = ''] = magic.exec(lines[first] ?? '') ?? [];
  const language = name.toLowerCase();
  const python = lookAtPython(lines);
  // Of another language, or for a shell, is the whole cell. Other languages call it `spark.sql("…")`, too; and where the
  // cluster takes only the first line for the magic, the others are Python.
  if (sign.startsWith('%') && language === 'sql') {
    const sql = [rest, ...lines.slice(first + 1)].join('\n');
    const whole = sql.trim() === '' ? [] : [{ sql, line: first + 1 }];
    return { literals: [...whole, ...python.literals.filter(({ line }) => line > first + 1)], unseen: [] };
  }
  if ((sign === '%%' || otherCells.has(language)) && sign !== '!' && !plainMagics.has(language)) {
    return { literals: python.literals, unseen: [{ line: first + 1, what: `${sign}${name}` }] };
  }
  return python;
}

const otherCells = new Set(['sh', 'scala', 'r', 'fs', 'run', 'bash']);

function lookAtPython(lines: readonly string[]): Look {
  const literals: LiteralSql[] = [];
  const unseen: Unseen[] = [];
  const python: string[] = [];
  let closed = 0;
  for (const [at, line] of lines.entries()) {
    const [, sign, name = '', rest = ''] = magic.exec(line) ?? assignedMagic.exec(line) ?? [];
    const isMagic = sign !== undefined && !endsInText(python.slice(closed).join('\n'));
    python.push(isMagic ? '' : line);
    if (!isMagic) continue;
    closed = at;
    const language = name.toLowerCase();
    if (sign !== '!' && language === 'sql') {
      literals.push({ sql: rest, line: at + 1 });
      continue;
    }
    if (sign === '!' || !plainMagics.has(language)) unseen.push({ line: at + 1, what: `${sign}${name}` });
    // By itself: its quotes are not those of the lines below it.
    if (sign !== '!') lookAtText(rest, at + 1, { literals, unseen });
  }
  lookAtText(python.join('\n'), 1, { literals, unseen });
  return { literals, unseen };
}

type Found = { readonly literals: LiteralSql[]; readonly unseen: Unseen[] };

function lookAtText(text: string, firstLine: number, { literals, unseen }: Found): void {
  const tokens = pythonTokens(text);
  const lineAt = (at: number) => text.slice(0, at).split('\n').length + firstLine - 1;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'string') {
      for (const code of token.inside) lookAtText(code, lineAt(token.at), { literals, unseen });
    }
    if (token.kind !== 'word') continue;
    const isMember = isSign(tokens[index - 1], '.');
    const dot = isMember ? '.' : '';
    // A notebook has `sql` and `table` without `spark`, too.
    const isCalled = isSign(tokens[index + 1], '(') && !isWord(tokens[index - 1], 'def');
    if (isCalled && token.text === 'sql') {
      const sql = argumentAt(tokens, index + 2, 'sqlQuery');
      if (sql === undefined) unseen.push({ line: lineAt(token.at), what: `${dot}sql(…)` });
      else literals.push({ sql: sql.text, line: lineAt(sql.at) });
    } else if (isCalled && token.text === 'table') {
      const name = argumentAt(tokens, index + 2, 'tableName');
      if (name === undefined || !tableName.test(name.text))
        unseen.push({ line: lineAt(token.at), what: `${dot}table(…)` });
      else literals.push({ sql: `SELECT * FROM ${name.text.trim()}`, line: lineAt(token.at) });
    } else if (token.text === 'sql' && isPassedOn(tokens, index)) {
      // Called by another name later.
      unseen.push({ line: lineAt(token.at), what: `${dot}sql` });
    } else {
      const what = opaque(token.text, isMember, tokens[index + 1]);
      if (what !== undefined) unseen.push({ line: lineAt(token.at), what });
    }
  }
}

function isPassedOn(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return isSign(before, '.') ? !isWord(tokens[index - 2], 'pyspark') : isSign(before, '=');
}

const part = '(`[^`]+`|[\\p{L}\\p{N}_]+)';
const tableName = new RegExp(`^\\s*${part}(\\.${part}){0,2}\\s*$`, 'u');

/** The literal text that is the first argument, of one or more pieces; undefined where it is put together otherwise. */
function argumentAt(
  tokens: readonly Token[],
  from: number,
  name: string,
): { readonly text: string; readonly at: number } | undefined {
  let at = from;
  if (isWord(tokens[at], name) && isSign(tokens[at + 1], '=')) at += 2;
  let open = 0;
  for (; isSign(tokens[at], '('); at++) open += 1;
  const pieces: string[] = [];
  const begin = tokens[at]?.at ?? 0;
  for (;;) {
    const token = tokens[at];
    if (token?.kind === 'string' && token.value !== undefined) pieces.push(token.value);
    else if (!(pieces.length > 0 && isSign(token, '+') && tokens[at + 1]?.kind === 'string')) break;
    at += 1;
  }
  for (; open > 0 && isSign(tokens[at], ')'); at++) open -= 1;
  if (open > 0) return undefined;
  const isOnly = isSign(tokens[at], ')');
  if (pieces.length === 0 || !(isOnly || isSign(tokens[at], ','))) return undefined;
  const text = pieces.join('');
  // `spark.sql("SELECT … {column}", column=c)` puts its text together itself.
  return !isOnly && text.includes('{') ? undefined : { text, at: begin };
}

const anywhere = new Set([
  ...['subprocess', 'popen', 'Popen', 'ctypes', 'socket', 'requests', 'urllib', 'httpx', 'shutil', 'rmtree'],
  ...['dbutils', 'get_ipython', 'DeltaTable', 'WorkspaceClient'],
  ...['importlib', '__import__', '__builtins__', 'builtins', '__getattribute__', '__dict__'],
]);
/** These are methods of other things, too, such as `re.compile`. */
const evaluators = new Set(['exec', 'eval', 'compile']);
const writers = new Set(['writeTo', 'writeStream', 'saveAsTable', 'insertInto']);

/** Names behind which anything may happen to data. */
function opaque(name: string, isMember: boolean, next: Token | undefined): string | undefined {
  const isCalled = isSign(next, '(');
  if (anywhere.has(name)) return name;
  if ((name === 'system' || name === 'getattr') && isCalled) return isMember ? `.${name}(…)` : name;
  if (evaluators.has(name) && !isMember && isCalled) return name;
  // A file has a `write(…)`, a DataFrame a `write.mode(…)`.
  const isWriter = writers.has(name) || (name === 'write' && !isCalled);
  return isWriter && isMember ? `.${name}` : undefined;
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
