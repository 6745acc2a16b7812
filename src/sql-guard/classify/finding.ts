/** What a statement does to data, mildest first; `invalid` is what cannot be read or is not known. */
export const statementClasses = ['read', 'write', 'admin', 'destructive', 'invalid'] as const;

export type StatementClass = (typeof statementClasses)[number];

/** Why a statement is of its class. */
export type Why =
  | 'READS'
  | 'ADDS'
  | 'CHANGES_ROWS'
  | 'REMOVES'
  | 'REPLACES'
  | 'UPDATES_ALL_ROWS'
  | 'RUNS_HIDDEN_SQL'
  | 'ADMINISTERS'
  | 'RUNS_CODE'
  | 'MOVES_FILES'
  | 'FUNCTION_REACHES_OUT'
  | 'UNKNOWN_STATEMENT'
  | 'BROKEN_SCRIPT'
  | 'UNBALANCED'
  | 'MISPLACED_HINT'
  | 'DOLLAR_QUOTE';

const classOf: Readonly<Record<Why, StatementClass>> = {
  READS: 'read',
  ADDS: 'write',
  CHANGES_ROWS: 'write',
  ADMINISTERS: 'admin',
  RUNS_CODE: 'admin',
  MOVES_FILES: 'admin',
  FUNCTION_REACHES_OUT: 'admin',
  REMOVES: 'destructive',
  REPLACES: 'destructive',
  UPDATES_ALL_ROWS: 'destructive',
  RUNS_HIDDEN_SQL: 'destructive',
  UNKNOWN_STATEMENT: 'invalid',
  BROKEN_SCRIPT: 'invalid',
  UNBALANCED: 'invalid',
  MISPLACED_HINT: 'invalid',
  DOLLAR_QUOTE: 'invalid',
};

/** A statement, or a part of one, with the words that decided. Places are indexes of tokens; `to` is exclusive. */
export type Finding = {
  readonly class: StatementClass;
  readonly why: Why;
  readonly from: number;
  readonly to: number;
};

export function found(why: Why, from: number, to: number = from + 1): Finding {
  return { class: classOf[why], why, from, to };
}

/** The strictest of several; the first of equals. */
export function strictest(first: Finding, ...others: readonly Finding[]): Finding {
  let worst = first;
  for (const other of others) if (rank(other) > rank(worst)) worst = other;
  return worst;
}

/** `CHANGES_ROWS` stands between adding and everything worse, because a policy may allow the one and not the other. */
function rank(finding: Finding): number {
  return statementClasses.indexOf(finding.class) * 2 + (finding.why === 'CHANGES_ROWS' ? 1 : 0);
}
