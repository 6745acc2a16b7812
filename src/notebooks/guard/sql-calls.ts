import type { Literal } from './python-strings.ts';
import { isSign, isWord, type Token } from './python-tokens.ts';

/** SQL that a call is given, with where it stands in the source; `told` where that cannot be read. */
export type Call = { readonly sql: readonly Literal[]; readonly told?: string };

const unknown: readonly Literal[] = [];
const part = '(`[^`]+`|[\\p{L}\\p{N}_]+)';
const tableName = new RegExp(`^\\s*${part}(\\.${part}){0,2}\\s*$`, 'u');

/** What the call of the name at a token does with SQL; undefined where it is none of those that are given SQL. */
export function sqlCallAt(tokens: readonly Token[], index: number): Call | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word' || !isSign(tokens[index + 1], '(') || isWord(tokens[index - 1], 'def')) return undefined;
  const isMember = isSign(tokens[index - 1], '.');
  const told = `${isMember ? '.' : ''}${token.text}(…)`;
  const first = index + 2;
  if (token.text === 'sql') {
    const sql = literalAt(tokens, first, 'sqlQuery');
    // `spark.sql("SELECT … {column}", column=c)` puts its text together itself.
    if (sql === undefined || (!sql.isLast && sql.value.includes('{'))) return { sql: unknown, told };
    return { sql: [sql] };
  }
  if (token.text === 'table') {
    const name = literalAt(tokens, first, 'tableName');
    if (name !== undefined && tableName.test(name.value)) return { sql: [within('SELECT * FROM ', name)] };
    // A figure's `table(cellText=…)`.
    const isOther = isMember && isSign(tokens[first + 1], '=') && !isWord(tokens[first], 'tableName');
    return isOther ? { sql: unknown } : { sql: unknown, told };
  }
  if (token.text === 'expr' || (isMember && token.text === 'selectExpr')) return expressions(tokens, first, told);
  if (isMember && ['filter', 'where'].includes(token.text)) {
    return tokens[first]?.kind === 'string' ? expressions(tokens, first, told) : { sql: unknown };
  }
  return undefined;
}

/** Whatever is between brackets: functions and queries are only there. */
function expressions(tokens: readonly Token[], from: number, told: string): Call {
  const sql: Literal[] = [];
  for (let at = from; !isSign(tokens[at], ')'); ) {
    const literal = literalAt(tokens, at, 'str');
    if (literal === undefined) return { sql, told };
    if (/[()]/.test(literal.value)) sql.push(within('SELECT ', literal));
    at = literal.end + (literal.isLast ? 0 : 1);
  }
  return { sql };
}

function within(before: string, { value, sourceAt }: Literal): Literal {
  return { value: before + value, sourceAt: (offset) => sourceAt(Math.max(0, offset - before.length)) };
}

type Argument = Literal & {
  /** The token behind it. */
  readonly end: number;
  /** Whether no other follows. */
  readonly isLast: boolean;
};

/** The argument that is a literal text, of one or more pieces; undefined where it is put together otherwise. */
export function literalAt(tokens: readonly Token[], from: number, name: string): Argument | undefined {
  let at = from;
  if (isWord(tokens[at], name) && isSign(tokens[at + 1], '=')) at += 2;
  let open = 0;
  for (; isSign(tokens[at], '('); at++) open += 1;
  const pieces: Literal[] = [];
  for (;;) {
    const token = tokens[at];
    if (token?.kind === 'string' && token.literal !== undefined) pieces.push(token.literal);
    else if (!(pieces.length > 0 && isSign(token, '+') && tokens[at + 1]?.kind === 'string')) break;
    at += 1;
  }
  for (; open > 0 && isSign(tokens[at], ')'); at++) open -= 1;
  const isLast = isSign(tokens[at], ')');
  if (open > 0 || pieces.length === 0 || !(isLast || isSign(tokens[at], ','))) return undefined;
  return { ...together(pieces), end: at, isLast };
}

function together(pieces: readonly Literal[]): Literal {
  const value = pieces.map((piece) => piece.value).join('');
  const sourceAt = (offset: number) => {
    let before = 0;
    const piece = pieces.find(({ value: { length } }, index) => {
      const isHere = offset < before + length || index === pieces.length - 1;
      if (!isHere) before += length;
      return isHere;
    });
    return piece?.sourceAt(offset - before) ?? 0;
  };
  return { value, sourceAt };
}
