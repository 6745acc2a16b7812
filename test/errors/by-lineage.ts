import type { ErrorCode } from '../../src/messages/categories.ts';
import type { Provocation } from './stage.ts';

const traces =
  (table: string, given = {}): Provocation =>
  ({ amid, hears }) =>
    hears(amid(), 'get_table_lineage', { table: `main.lineage.${table}`, ...given });

const tracesColumn =
  (column: string): Provocation =>
  ({ real, hears }) =>
    hears(real(), 'get_table_lineage', { table: 'samples.nyctaxi.trips', column });

/** Where neither the lineage API nor the system tables tell, or a column is not there. */
export const byLineage: Readonly<Record<Extract<ErrorCode, `lineage.${string}`>, Provocation>> = {
  'lineage.not_permitted': traces('hidden'),
  'lineage.not_enabled': traces('off'),
  'lineage.unavailable': traces('ill'),
  'lineage.columns_unknown': traces('locked', { column: '*' }),
  'lineage.no_column': tracesColumn('quite_another_thing'),
  'lineage.no_column_near': tracesColumn('fare_amonut'),
};
