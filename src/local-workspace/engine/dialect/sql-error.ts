/** Where in the statement's text an error is, as a 0-based offset in UTF-16 units. */
export type Offset = number;

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

  constructor(errorClass: string, sqlState: string, text: string, at?: Offset) {
    super(`[${errorClass}] ${text} SQLSTATE: ${sqlState}`);
    this.errorClass = errorClass;
    this.sqlState = sqlState;
    this.text = text;
    this.at = at;
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

/** `[CLASS] text SQLSTATE: xxxxx; line n pos m`; lines count from 1, positions from 0, as Spark counts them. */
export function sqlErrorMessage(error: SqlError, statement: string): string {
  if (error.at === undefined) return error.message;
  const lines = statement.slice(0, error.at).split('\n');
  const place = { line: lines.length, pos: lines.at(-1)?.length ?? 0 };
  return error.errorClass === 'PARSE_SYNTAX_ERROR'
    ? `${error.message} (line ${place.line}, pos ${place.pos})`
    : `${error.message}; line ${place.line} pos ${place.pos}`;
}
