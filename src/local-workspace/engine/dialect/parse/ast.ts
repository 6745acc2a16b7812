import type { Span } from '../sql-error.ts';
import type { SqlType } from '../types.ts';

/** `t`, `s.t` or `c.s.t` as written, without quotes. */
export type Name = { readonly parts: readonly string[]; readonly at: number };

export type SortItem = {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
};

export type FrameBound = {
  readonly side: 'PRECEDING' | 'FOLLOWING' | 'CURRENT';
  /** How far; none is UNBOUNDED. */
  readonly rows: Expression | undefined;
};
export type Window = {
  /** The named window that it is. */
  readonly base?: string;
  readonly partition: readonly Expression[];
  readonly order: readonly SortItem[];
  readonly frame?: { readonly unit: 'ROWS' | 'RANGE'; readonly from: FrameBound; readonly to: FrameBound };
};

type At = { readonly at: number };
export type Call = At & {
  readonly kind: 'call';
  readonly name: string;
  /** The name as written, where it says in which schema the function is. */
  readonly path?: readonly string[];
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  /** IGNORE NULLS, or false for RESPECT NULLS. */
  readonly ignoresNulls?: boolean;
  /** WITHIN GROUP (ORDER BY …). */
  readonly within?: readonly SortItem[];
  readonly filter?: Expression;
  readonly window?: Window;
};
export type Expression =
  | (At & { readonly kind: 'literal'; readonly type: SqlType; readonly value: string; readonly shown: string })
  | (At & { readonly kind: 'column'; readonly parts: readonly string[] })
  | (At & { readonly kind: 'negate' | 'plus' | 'not'; readonly operand: Expression })
  | (At & {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly span?: Span;
    })
  | (At & { readonly kind: 'logic'; readonly op: 'AND' | 'OR'; readonly operands: readonly Expression[] })
  | Call
  | (At & { readonly kind: 'lambda'; readonly names: readonly string[]; readonly body: Expression })
  /** A value under another name, in struct(…). */
  | (At & { readonly kind: 'alias'; readonly operand: Expression; readonly name: string })
  /** An argument that says for which parameter it is. */
  | (At & { readonly kind: 'named'; readonly operand: Expression; readonly name: string })
  | (At & { readonly kind: 'star'; readonly qualifier: readonly string[] })
  | (At & { readonly kind: 'item'; readonly operand: Expression; readonly index: Expression; readonly span?: Span })
  | (At & { readonly kind: 'field'; readonly operand: Expression; readonly name: string })
  /** `value:path`, the path as one text. */
  | (At & { readonly kind: 'path'; readonly operand: Expression; readonly path: string })
  | (At & { readonly kind: 'collate'; readonly operand: Expression; readonly collation: string })
  | (At & {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly type: SqlType;
      readonly lenient: boolean;
      readonly span?: Span;
    })
  | (At & {
      readonly kind: 'case';
      readonly operand?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    })
  | (At & {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
    })
  | (At & {
      readonly kind: 'in-query';
      readonly operand: Expression;
      readonly query: Query;
      readonly negated: boolean;
    })
  | (At & { readonly kind: 'exists' | 'scalar'; readonly query: Query })
  | (At & {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    })
  | (At & {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: string;
      readonly ignoreCase: boolean;
      readonly negated: boolean;
    })
  | (At & {
      readonly kind: 'is';
      readonly operand: Expression;
      readonly what: 'NULL' | 'TRUE' | 'FALSE';
      readonly negated: boolean;
    });

export type SelectItem =
  | {
      readonly kind: 'star';
      readonly qualifier: readonly string[];
      readonly except: readonly string[];
      /** Columns that have another value. */
      readonly set?: readonly { readonly name: string; readonly expression: Expression }[];
      readonly at: number;
    }
  | {
      readonly kind: 'value';
      readonly expression: Expression;
      readonly alias?: string;
      /** The names of several columns that a generator makes. */
      readonly aliases?: readonly string[];
    };

export type Relation =
  | { readonly kind: 'table'; readonly name: Name; readonly alias?: string; readonly columns: readonly string[] }
  | { readonly kind: 'query'; readonly query: Query; readonly alias?: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'range';
      readonly bounds: readonly number[];
      readonly alias?: string;
      readonly columns: readonly string[];
    }
  | Sample
  | Generated
  | (Pivot & { readonly kind: 'pivot' })
  | (Unpivot & { readonly kind: 'unpivot' })
  | Join;
/** Some of the rows of a relation: so many, or each with a chance. */
export type Sample = {
  readonly kind: 'sample';
  readonly input: Relation;
  readonly amount: number;
  readonly unit: 'ROWS' | 'PERCENT';
};
/** Rows that a function makes, or a query that sees what stands before it. */
export type Generated = {
  readonly kind: 'lateral';
  /** What stands before it; none where it stands alone. */
  readonly left?: Relation;
  /** Whether it sees that. */
  readonly isLateral: boolean;
  readonly outer: boolean;
  /** Whether it is a LATERAL VIEW. */
  readonly isView?: boolean;
  readonly call?: Call;
  readonly query?: Query;
  readonly on?: Expression;
  readonly alias?: string;
  readonly columns: readonly string[];
  readonly at: number;
};
export type Pivot = {
  readonly input: Relation;
  readonly aggregates: readonly { readonly expression: Expression; readonly alias?: string }[];
  readonly by: readonly Expression[];
  readonly values: readonly { readonly values: readonly Expression[]; readonly alias?: string }[];
  readonly alias?: string;
  readonly at: number;
};
export type Unpivot = {
  readonly input: Relation;
  readonly includesNulls: boolean;
  readonly values: readonly string[];
  readonly nameColumn: string;
  readonly groups: readonly { readonly columns: readonly Name[]; readonly alias?: string }[];
  readonly alias?: string;
  readonly at: number;
};
export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'SEMI' | 'ANTI';
export type Join = {
  readonly kind: 'join';
  readonly how: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression;
  readonly using: readonly string[];
  readonly natural?: boolean;
  readonly at: number;
};

export type Select = {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy: 'ALL' | readonly Expression[];
  /** Which of the keys of GROUP BY make each set, by their index; none where there are no sets. */
  readonly groupingSets?: readonly (readonly number[])[];
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly windows?: readonly { readonly name: string; readonly window: Window }[];
  /** The step behind `|>` that it is, and how many keys an AGGREGATE lists first. */
  readonly pipe?: { readonly step: 'EXTEND' | 'SET' | 'AGGREGATE'; readonly keys: number };
  readonly at: number;
};
export type Body =
  | Select
  | { readonly kind: 'values'; readonly rows: readonly (readonly Expression[])[]; readonly at: number }
  | { readonly kind: 'nested'; readonly query: Query; readonly at: number }
  | {
      readonly kind: 'set';
      readonly op: 'UNION' | 'INTERSECT' | 'EXCEPT';
      readonly all: boolean;
      readonly left: Body;
      readonly right: Body;
      readonly at: number;
    };
export type Query = {
  readonly with: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly query: Query;
    /** Where it says how often it may name itself. */
    readonly mostLevels?: number;
  }[];
  readonly isRecursive?: boolean;
  readonly orderAll?: SortItem;
  readonly body: Body;
  readonly order: readonly SortItem[];
  readonly limit?: Expression;
  readonly offset?: Expression;
};
