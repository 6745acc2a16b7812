import type { ResultColumn, Row } from '../../databricks-api/statements.ts';

export type FileColumn = Pick<ResultColumn, 'name' | 'type_name'>;

/** How a format writes a result: what comes first, each row (`index` from 0), what comes last. */
export type RowWriter = {
  readonly start: string;
  readonly row: (row: Row, index: number) => string;
  readonly end: string;
};
