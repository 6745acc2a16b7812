import { pythonTokens, type Token } from './python-tokens.ts';

/** SQL that stands in a cell as it will run. */
export type LiteralSql = {
  readonly sql: string;
  /** The line of the cell in which it begins, from 1. */
  readonly line: number;
};
/** Something whose effect cannot be read from the cell. */
export type Unseen = { readonly line: number; readonly what: string };
export type Look = { readonly literals: readonly LiteralSql[]; readonly unseen: readonly Unseen[] };
/** A look that is being taken. */
export type Found = { readonly literals: LiteralSql[]; readonly unseen: Unseen[] };

/** Texts in braces of texts: nobody writes more. */
const deepest = 5;

/** What Python calls with which literal SQL, and what hides what it does. `firstLine` is that of the text in its cell. */
export function lookAtText(text: string, firstLine: number, { literals, unseen }: Found, depth = 0): void {
  const tokens = pythonTokens(text);
  const bound = boundIn(tokens);
  const lineAt = lineCounter(text, firstLine);
  for (const [index, token] of tokens.entries()) {
    const line = lineAt(token.at);
    if (token.kind === 'string') {
      const isDeep = depth === deepest && token.inside.length > 0;
      for (const code of isDeep ? [] : token.inside) lookAtText(code, line, { literals, unseen }, depth + 1);
      if (token.isBroken || isDeep) unseen.push({ line, what: 'f"…"' });
    }
    if (token.kind !== 'word') continue;
    const isMember = isSign(tokens[index - 1], '.');
    const dot = isMember ? '.' : '';
    // A notebook has `sql` and `table` without `spark`, too.
    const isCalled = isSign(tokens[index + 1], '(') && !isWord(tokens[index - 1], 'def');
    if (isCalled && token.text === 'sql') {
      const sql = argumentAt(tokens, index + 2, 'sqlQuery');
      if (sql === undefined) unseen.push({ line, what: `${dot}sql(…)` });
      else literals.push({ sql: sql.text, line: lineAt(sql.at) });
    } else if (isCalled && token.text === 'table') {
      const name = argumentAt(tokens, index + 2, 'tableName');
      if (name === undefined || !tableName.test(name.text)) unseen.push({ line, what: `${dot}table(…)` });
      else literals.push({ sql: `SELECT * FROM ${name.text.trim()}`, line });
    } else if (token.text === 'sql' || token.text === 'table') {
      // Called by another name later.
      const isOwn = !isMember && bound.has(token.text);
      const isAsked = !isSign(tokens[index + 1], '=') && !isWord(tokens[index - 1], 'def');
      if (isAsked && !isOwn && !isImported(tokens, index)) unseen.push({ line, what: `${dot}${token.text}` });
    } else {
      const what = opaque(tokens, index, isMember, bound);
      if (what !== undefined) unseen.push({ line, what });
    }
  }
}

/** Offsets ascend nearly always, so that a long text is walked through once. */
function lineCounter(text: string, firstLine: number): (at: number) => number {
  let [known, line] = [0, firstLine];
  return (at) => {
    if (at < known) [known, line] = [0, firstLine];
    for (let next = text.indexOf('\n', known); next !== -1 && next < at; next = text.indexOf('\n', known)) {
      known = next + 1;
      line += 1;
    }
    return line;
  };
}

/** Names that the cell gives to something of its own. */
function boundIn(tokens: readonly Token[]): ReadonlySet<string> {
  const bound = tokens.flatMap((token, index) => {
    if (token.kind !== 'word' || isSign(tokens[index - 1], '.')) return [];
    const isSet = isSign(tokens[index + 1], '=') && !isSign(tokens[index + 2], '=');
    // As an argument's name it is none.
    return isSet && !isSign(tokens[index - 1], '(') && !isSign(tokens[index - 1], ',') ? [token.text] : [];
  });
  return new Set(bound);
}

/** Part of the name of a module. */
function isImported(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (isSign(tokens[at - 1], '.') && tokens[at - 2]?.kind === 'word') at -= 2;
  return isWord(tokens[at - 1], 'import') || isWord(tokens[at - 1], 'from') || isWord(tokens[at], 'pyspark');
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
  ...['subprocess', 'popen', 'Popen', 'rmtree', 'get_ipython', 'DeltaTable', 'WorkspaceClient', 'methodcaller'],
  ...['importlib', '__import__', '__builtins__', 'builtins', '__getattribute__', '__dict__', '_jvm', '_gateway'],
  ...['setCurrentCatalog', 'setCurrentDatabase', 'read_sql', 'read_sql_query'],
]);
/** These are names of other things, too: members, and variables of the cell. */
const modules = new Set(['ctypes', 'socket', 'requests', 'urllib', 'httpx', 'shutil']);
const evaluators = new Set(['exec', 'eval', 'compile']);
const writers = new Set([
  ...['writeTo', 'writeStream', 'saveAsTable', 'insertInto', 'mergeInto', 'toTable', 'to_table', 'to_delta'],
]);

/** Names behind which anything may happen to data. */
function opaque(
  tokens: readonly Token[],
  index: number,
  isMember: boolean,
  bound: ReadonlySet<string>,
): string | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word') return undefined;
  const name = token.text;
  const isCalled = isSign(tokens[index + 1], '(');
  if (anywhere.has(name)) return name;
  if (name === 'dbutils') return isWord(tokens[index + 2], 'widgets') ? undefined : name;
  if (modules.has(name) || evaluators.has(name)) return isMember || bound.has(name) ? undefined : name;
  if ((name === 'system' || name === 'getattr') && isCalled) return isMember ? `.${name}(…)` : name;
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
