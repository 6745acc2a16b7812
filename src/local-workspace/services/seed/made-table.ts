import type { SqlType } from '../../engine/dialect/types.ts';

/** A sample table whose rows the engine makes: each column is engine SQL over the row's number `i`, from 0. */
export type MadeTable = {
  readonly schema: string;
  readonly name: string;
  readonly comment: string;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: SqlType;
    readonly sql: string;
    readonly comment?: string;
  }[];
  /** Columns of the inner rows that the columns' SQL may use besides `i`. */
  readonly drawn?: Readonly<Record<string, string>>;
};

/** A number from 0 to 1, the same at every start: a mix of the row's number and `salt`. */
export function draw(salt: number, row = 'i'): string {
  const first = `((${row} + ${salt * 7919 + 1}) * 1274126177 % 4294967296)`;
  const second = `(xor(${first}, ${first} >> 15) * 1103515245 % 4294967296)`;
  return `(xor(${second}, ${second} >> 13) / 4294967296.0::DOUBLE)`;
}

/** A whole number from `low` to `high`. */
export const between = (salt: number, low: number, high: number): string =>
  `(${low} + CAST(floor(${draw(salt)} * ${high - low + 1}) AS BIGINT))`;

/** One of the values. */
export function oneOf(salt: number, values: readonly (string | number)[]): string {
  const list = values.map((value) => (typeof value === 'number' ? String(value) : `'${value}'`)).join(', ');
  return `[${list}][${between(salt, 1, values.length)}]`;
}
