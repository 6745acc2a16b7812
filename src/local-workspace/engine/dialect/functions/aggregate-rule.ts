import type { Typed } from '../analyze/typed.ts';
import type { SqlType } from '../types.ts';
import type { Given } from './rule.ts';

/** Puts DISTINCT, FILTER and OVER of the call around an engine aggregate; `where` says which rows count besides. */
export type Emit = (engine: string, args: string, where?: string) => string;
export type Sorted = { readonly value: Typed; readonly descending: boolean };
/** What stands around the arguments of an aggregate. */
export type Around = {
  readonly distinct: boolean;
  /** IGNORE NULLS, or false for RESPECT NULLS. */
  readonly ignoresNulls: boolean | undefined;
  readonly within: readonly Sorted[];
  readonly over: boolean;
};
export type AggregateRule = (
  given: Given,
  emit: Emit,
  around: Around,
) => { readonly sql: string; readonly type: SqlType };
