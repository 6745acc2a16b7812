/** Where in the statement's text an error is, as a 0-based offset in UTF-16 units. */
export type Offset = number;
/** From its first unit to after its last one. */
export type Span = { readonly from: Offset; readonly to: Offset };

/**
 * An SQL error as Databricks words it: `[CLASS] text SQLSTATE: xxxxx`, with `; line n pos m` where the place is known.
 * Source of the shape: real answers of a serverless warehouse (facts `databricks-api.md` §1).
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly errorClass: string;
  readonly sqlState: string;
  readonly text: string;
  readonly at: Offset | undefined;
  /** Of an error while it ran: the expression that failed. */
  readonly span: Span | undefined;

  constructor(errorClass: string, sqlState: string, text: string, at?: Offset, span?: Span) {
    super(`[${errorClass}] ${text} SQLSTATE: ${sqlState}`);
    this.errorClass = errorClass;
    this.sqlState = sqlState;
    this.text = text;
    this.at = at;
    this.span = span;
  }
}

/** A construct that Databricks knows and this engine does not compute: refused by its name, never guessed. */
export function cannotCompute(construct: string, at?: Offset): SqlError {
  return new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute ${construct}. A Databricks SQL warehouse may.`,
    at,
  );
}

export function syntaxError(near: string, at: Offset): SqlError {
  const shown = near === '' ? 'end of input' : `'${near.length > 60 ? `${near.slice(0, 60)}…` : near}'`;
  return new SqlError('PARSE_SYNTAX_ERROR', '42601', `Syntax error at or near ${shown}.`, at);
}

const MOST_AROUND = 32;

/**
 * What failed, as Spark shows it under the message: `== SQL (line 1, position 8) ==`, the text, and marks beneath it.
 * Positions count from 1 here. Source: Spark's `SQLQueryContext.summary`.
 */
function showSpan({ from, to }: Span, statement: string): string {
  const line = statement.slice(0, from).split('\n');
  const before = line.at(-1) ?? '';
  const after = statement.slice(to).split('\n', 1)[0] ?? '';
  const start = before.length > MOST_AROUND ? `...${before.slice(-MOST_AROUND)}` : before;
  const end = after.length > MOST_AROUND ? `${after.slice(0, MOST_AROUND)}...` : after;
  const shown = statement.slice(from, to).split('\n');
  const lines = shown.flatMap((text, index) => {
    const [lead, tail] = [index === 0 ? start : '', index === shown.length - 1 ? end : ''];
    const margin = text.length - text.trimStart().length;
    return [`${lead}${text}${tail}`, `${' '.repeat(lead.length + margin)}${'^'.repeat(text.length - margin)}`];
  });
  return `== SQL (line ${line.length}, position ${before.length + 1}) ==\n${lines.join('\n')}\n`;
}

/** `[CLASS] text SQLSTATE: xxxxx; line n pos m`; lines count from 1, positions from 0, as Spark counts them. */
export function sqlErrorMessage(error: SqlError, statement: string): string {
  if (error.span) return `${error.message}\n${showSpan(error.span, statement)}`;
  if (error.at === undefined) return error.message;
  const lines = statement.slice(0, error.at).split('\n');
  const place = { line: lines.length, pos: lines.at(-1)?.length ?? 0 };
  return error.errorClass === 'PARSE_SYNTAX_ERROR'
    ? `${error.message} (line ${place.line}, pos ${place.pos})`
    : `${error.message}; line ${place.line} pos ${place.pos}`;
}
