import type { RoutineEntry, TableEntry } from '../../catalog/entries.ts';
import type { Session } from '../../catalog/resolve-name.ts';
import type { Access } from '../../grants/access.ts';
import type { Call, Expression, Name, Query, Window } from '../parse/ast.ts';
import type { Column, SqlType } from '../types.ts';
import type { Draws } from './draws.ts';

/** An expression that the engine can compute: engine SQL that yields exactly `type`. */
export type Typed = {
  readonly sql: string;
  readonly type: SqlType;
  /** What Databricks calls a column of this expression that has no alias. */
  readonly name: string;
  /** Of a condition: what stands in it first and cannot fail, so that the engine may join by it. */
  readonly sure?: string;
  /** The value, where it is a literal. */
  readonly literal?: string;
  /** Whether `name` is that of a column or an alias. */
  readonly isNamed?: boolean;
  /** Of a field: its own name, by which Spark calls the column. */
  readonly fieldName?: string;
  /** Of a column or of an alias in the select list: what it was computed from. */
  readonly origins?: readonly Origin[];
};

/** A column of a table or view that a value was computed from. */
export type Origin = { readonly table: string; readonly column: string };

export type ScopeColumn = {
  readonly name: string;
  readonly type: SqlType;
  readonly sql: string;
  readonly origins: readonly Origin[];
};
/** A relation of FROM; `qualifier` holds its name's parts in lower case, or is empty. */
export type Source = { readonly qualifier: readonly string[]; readonly columns: readonly ScopeColumn[] };
export type Scope = {
  readonly sources: readonly Source[];
  /** What an unqualified name and `*` see. */
  readonly visible: readonly ScopeColumn[];
  readonly outer?: Scope;
  /** Of a query around another one: what that names of it is added here. */
  readonly met?: ScopeColumn[];
  /** The variables of a lambda: what is around them is the same query. */
  readonly isLambda?: boolean;
  /** Of the body of a function: what is not in a query of its own. */
  readonly isBody?: boolean;
};

/** What a body names where nothing nearer has that name. */
export type Parameters = {
  readonly scope: Scope;
  /** Those whose value differs from row to row. */
  readonly outer: ReadonlySet<string>;
  /** How deep in lambdas the values stand. */
  readonly lambdas: number;
};

export type AnalyzedQuery = {
  readonly sql: string;
  readonly columns: readonly Column[];
  /** What each column was computed from, where that is a table or view; filters and sort orders do not count. */
  readonly origins: readonly (readonly Origin[])[];
};

/** What holds for a whole statement. */
export type Environment = {
  readonly session: Session;
  /** Whose rights count: the caller's, or inside a view its owner's. */
  readonly access: Access;
  /** A table or view that may be read. */
  readonly findTable: (name: Name, session: Session, access: Access) => TableEntry;
  /** A function of somebody's own that may be called; undefined where there is none. */
  readonly findRoutine: (name: Name, session: Session, access: Access) => RoutineEntry | undefined;
  /** Full names of the tables and views the statement itself names. */
  readonly reads: Set<string>;
  /** Those that the functions it calls name. */
  readonly readsByCall: Set<string>;
  /** What calls of functions with the same values gave: the same engine SQL, so that GROUP BY knows them again. */
  readonly called: Map<string, { readonly body: Typed; readonly seen: Seen }>;
  /** Of the function whose body this is. */
  readonly parameters: Parameters | undefined;
  readonly ctes: ReadonlyMap<string, AnalyzedQuery>;
  readonly newName: (prefix: string) => string;
  /** Throws where engine SQL has become far larger than what was written. */
  readonly wantSmall: (sql: string) => void;
  /** Throws where a statement calls functions of somebody's own too often. */
  readonly countCall: (at: number) => void;
  readonly viewDepth: number;
  readonly draws: Draws;
};

/** A subquery, and the columns around it that it names or is compared with. */
export type Subquery = { readonly kind: 'scalar' | 'exists' | 'in-query'; readonly met: readonly ScopeColumn[] };

export type Seen = {
  aggregate: boolean;
  window: boolean;
  bareColumn: boolean;
  /** grouping() or grouping_id(). */
  grouping?: boolean;
  /** A column of a query around this one. */
  outer?: boolean;
  /** The subqueries in it that are values, as they stand in an expression. */
  subqueries?: readonly Subquery[];
  /** A parameter of the function whose body this is. */
  parameter?: boolean;
  /** A lambda. */
  lambda?: boolean;
  /** A function of somebody's own, by its name. */
  routine?: string;
  readonly origins: Origin[];
};

/** What holds where an expression stands. */
export type Context = {
  readonly environment: Environment;
  readonly scope: Scope;
  readonly seen: Seen;
  readonly insideAggregate: boolean;
  /** In a window function: its arguments, and what its window is made by. */
  readonly isWindowed?: boolean;
  /** Where NULL and false are the same: WHERE, HAVING, QUALIFY, ON, and below them AND, OR and NOT. */
  readonly isCondition?: boolean;
  /** Select aliases that the clause may use, by lower-case name; `outputsFirst` when they hide columns. */
  readonly outputs: ReadonlyMap<string, Typed>;
  readonly outputsFirst: boolean;
  /** Which of those names stand for more than one item. */
  readonly ambiguous?: ReadonlySet<string>;
  /** Windows that the query names. */
  readonly windows?: ReadonlyMap<string, Window>;
  /** Engine SQL of the keys of GROUP BY, where it makes sets of them. */
  readonly groupingKeys?: readonly string[];
  /** Engine SQL of the keys of GROUP BY: in HAVING such a column goes before an item of the select list. */
  readonly keys?: readonly string[];
  /** Behind the select list: engine SQL of its items, and whether each is a column under its own name. */
  readonly shown?: ReadonlyMap<string, boolean>;
  /** Of a PIVOT: the rows that its aggregates read. */
  readonly cell?: string;
  /** Where the column itself can be named by its place: ORDER BY. */
  readonly isSort?: boolean;
  /** Names of the select list that an aggregate in ORDER BY may not mean, as Spark would take them for the items. */
  readonly hiding?: ReadonlySet<string>;
  /** What window() stands for in the query. */
  readonly timeWindow?: TimeWindow;
  readonly rules: Rules;
};

/** The window of a call, and the one that `window` or `session_window` names because GROUP BY has it. */
export type TimeWindow = {
  readonly of: (call: Call) => Typed;
  readonly named: (name: string) => Typed | undefined;
};

/** The rules that refer to each other; handed in, so that the files need no circular imports. */
export type Rules = {
  readonly expression: (node: Expression, context: Context) => Typed;
  readonly call: (node: Call, context: Context) => Typed;
  readonly query: (query: Query, environment: Environment, outer: Scope | undefined, rules: Rules) => AnalyzedQuery;
};

export const nothingSeen = (): Seen => ({ aggregate: false, window: false, bareColumn: false, origins: [] });

export function seeSubquery(seen: Seen, subquery: Subquery): void {
  seen.subqueries = [...(seen.subqueries ?? []), subquery];
}

/** What was seen within counts as seen around it. */
export function addSeen(around: Seen, within: Seen): void {
  around.aggregate ||= within.aggregate;
  around.window ||= within.window;
  around.bareColumn ||= within.bareColumn;
  if (within.grouping) around.grouping = true;
  if (within.outer) around.outer = true;
  if (within.subqueries) around.subqueries = [...(around.subqueries ?? []), ...within.subqueries];
  if (within.parameter) around.parameter = true;
  if (within.lambda) around.lambda = true;
  if (within.routine !== undefined) around.routine = within.routine;
  around.origins.push(...within.origins);
}

export { quoteText } from './quote-text.ts';
