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

/** A magic that holds Python itself, or does nothing to data. */
const plainMagics = new Set(['python', 'time', 'timeit', 'capture', 'matplotlib', 'config', 'precision', 'pprint']);
const magic = /^\s*(%{1,2}(?=\w)|!)[ \t]*(\w*)[ \t]*(.*)$/;
const assignedMagic = /^\s*[\p{L}_][\p{L}\p{N}_.]*\s*=\s*(%(?=\w)|!(?!=))[ \t]*(\w*)[ \t]*(.*)$/u;

/** What can be read of a cell before it runs: its literal SQL, and where it does what cannot be seen. Never throws. */
export function lookAtCell(source: string): Look {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const [, sign = '', name = '', rest = ''] = magic.exec(lines[first] ?? '') ?? [];
  const language = name.toLowerCase();
  if (sign.startsWith('%') && language === 'sql') {
    const sql = [rest, ...lines.slice(first + 1)].join('\n');
    return { literals: sql.trim() === '' ? [] : [{ sql, line: first + 1 }], unseen: [] };
  }
  if (sign.startsWith('%') && language === 'md') return { literals: [], unseen: [] };
  // Of another language, or for a shell, is the whole cell.
  if ((sign === '%%' || otherCells.has(language)) && sign !== '!' && !plainMagics.has(language)) {
    return { literals: [], unseen: [{ line: first + 1, what: `${sign}${name}` }] };
  }
  return lookAtPython(lines);
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
    const isCalled = isMember && isSign(tokens[index + 1], '(');
    if (isCalled && token.text === 'sql') {
      const sql = argumentAt(tokens, index + 2);
      if (sql === undefined) unseen.push({ line: lineAt(token.at), what: '.sql(…)' });
      else literals.push({ sql: sql.text, line: lineAt(sql.at) });
    } else if (isCalled && token.text === 'table') {
      const name = argumentAt(tokens, index + 2);
      if (name === undefined || !tableName.test(name.text)) unseen.push({ line: lineAt(token.at), what: '.table(…)' });
      else literals.push({ sql: `SELECT * FROM ${name.text.trim()}`, line: lineAt(token.at) });
    } else if (token.text === 'sql' && isMember && !isWord(tokens[index - 2], 'pyspark')) {
      // Called by another name later.
      unseen.push({ line: lineAt(token.at), what: '.sql' });
    } else {
      const what = opaque(token.text, isMember, tokens[index + 1]);
      if (what !== undefined) unseen.push({ line: lineAt(token.at), what });
    }
  }
}

const part = '(`[^`]+`|[\\p{L}\\p{N}_]+)';
const tableName = new RegExp(`^\\s*${part}(\\.${part}){0,2}\\s*$`, 'u');

/** The literal text that is the first argument, of one or more pieces; undefined where it is put together otherwise. */
function argumentAt(
  tokens: readonly Token[],
  from: number,
): { readonly text: string; readonly at: number } | undefined {
  let at = from;
  const name = tokens[at];
  if (name?.kind === 'word' && isSign(tokens[at + 1], '=')) at += 2;
  const pieces: string[] = [];
  const begin = tokens[at]?.at ?? 0;
  for (;;) {
    const token = tokens[at];
    if (token?.kind === 'string' && token.value !== undefined) pieces.push(token.value);
    else if (!(pieces.length > 0 && isSign(token, '+') && tokens[at + 1]?.kind === 'string')) break;
    at += 1;
  }
  const isOnly = isSign(tokens[at], ')');
  if (pieces.length === 0 || !(isOnly || isSign(tokens[at], ','))) return undefined;
  const text = pieces.join('');
  // `spark.sql("SELECT … {column}", column=c)` puts its text together itself.
  return !isOnly && text.includes('{') ? undefined : { text, at: begin };
}

const programs = new Set(['subprocess', 'popen', 'Popen', 'ctypes', 'socket', 'requests', 'urllib', 'httpx']);
const evaluators = new Set(['exec', 'eval', 'compile', '__import__', 'getattr', 'importlib']);
const writers = new Set(['writeTo', 'writeStream', 'saveAsTable', 'insertInto']);

/** Names behind which anything may happen to data. */
function opaque(name: string, isMember: boolean, next: Token | undefined): string | undefined {
  if (programs.has(name) || name === 'dbutils' || name === 'get_ipython') return name;
  if (name === 'system' && isMember && isSign(next, '(')) return '.system(…)';
  if (evaluators.has(name) && !isMember && (isSign(next, '(') || name === 'importlib')) return name;
  if (name === 'DeltaTable') return name;
  // A file has a `write(…)`, a DataFrame a `write.mode(…)`.
  const isWriter = writers.has(name) || (name === 'write' && isSign(next, '.'));
  return isWriter && isMember ? `.${name}` : undefined;
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
