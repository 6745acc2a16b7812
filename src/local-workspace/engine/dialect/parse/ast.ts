import type { Span } from '../sql-error.ts';
import type { SqlType } from '../types.ts';

/** `t`, `s.t` or `c.s.t` as written, without quotes. */
export type Name = { readonly parts: readonly string[]; readonly at: number };

export type SortItem = {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
};

export type FrameBound = { readonly side: 'PRECEDING' | 'FOLLOWING' | 'CURRENT'; readonly rows: number | undefined };
export type Window = {
  readonly partition: readonly Expression[];
  readonly order: readonly SortItem[];
  readonly frame?: { readonly unit: 'ROWS' | 'RANGE'; readonly from: FrameBound; readonly to: FrameBound };
};

type At = { readonly at: number };
export type Call = At & {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
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
      readonly at: number;
    }
  | { readonly kind: 'value'; readonly expression: Expression; readonly alias?: string };

export type Relation =
  | { readonly kind: 'table'; readonly name: Name; readonly alias?: string; readonly columns: readonly string[] }
  | { readonly kind: 'query'; readonly query: Query; readonly alias?: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'range';
      readonly bounds: readonly number[];
      readonly alias?: string;
      readonly columns: readonly string[];
    }
  | Join;
export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'SEMI' | 'ANTI';
export type Join = {
  readonly kind: 'join';
  readonly how: JoinKind;
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression;
  readonly using: readonly string[];
  readonly at: number;
};

export type Select = {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy: 'ALL' | readonly Expression[];
  readonly having?: Expression;
  readonly qualify?: Expression;
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
  readonly with: readonly { readonly name: string; readonly columns: readonly string[]; readonly query: Query }[];
  readonly body: Body;
  readonly order: readonly SortItem[];
  readonly limit?: Expression;
  readonly offset?: Expression;
};
