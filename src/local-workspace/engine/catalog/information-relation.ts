import { type Column, INT, isMonths, type SqlType, STRING, TIMESTAMP } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Grants } from '../grants/grants.ts';
import { grantsOn, type ListedGrant } from '../grants/list-grants.ts';
import type { Securable } from '../grants/securable.ts';
import type { CatalogEntry, RoutineEntry, SchemaEntry, TableEntry } from './entries.ts';
import { type Cell, moment } from './virtual-rows.ts';

/** What is told of: one catalog, or every one where it is asked under `system`. */
export type Told = {
  /** The catalog in whose `information_schema` one asks. */
  readonly within: string;
  readonly catalogs: readonly CatalogEntry[];
  readonly schemas: readonly SchemaEntry[];
  readonly tables: readonly TableEntry[];
  readonly routines: readonly RoutineEntry[];
  readonly grants: Grants;
  /** Of who asks; what is listed above is what they may see. */
  readonly access: Access;
};
export type Relation = {
  readonly columns: readonly Column[];
  readonly rows: (told: Told) => readonly (readonly Cell[])[];
};

/** Columns from their names; every one is a STRING that is not said to be another type. */
export function columns(names: string, others: Readonly<Record<string, SqlType>> = {}): Column[] {
  return names.split(' ').map((name) => ({ name, type: others[name] ?? STRING }));
}

export const times = { created: TIMESTAMP, last_altered: TIMESTAMP };
export const history = (created: number, altered: number, by: string): Cell[] => [
  ...[moment(created), by],
  ...[moment(altered), by],
];

/** What is said of a type, whatever is of it; `typeCells` has the values. */
export const OF_TYPE =
  'character_maximum_length character_octet_length numeric_precision numeric_precision_radix numeric_scale datetime_precision interval_type interval_precision maximum_cardinality';
export const NUMBERS: Readonly<Record<string, SqlType>> = Object.fromEntries(
  'ordinal_position character_maximum_length numeric_precision numeric_precision_radix numeric_scale datetime_precision interval_precision maximum_cardinality partition_ordinal_position position_in_unique_constraint'
    .split(' ')
    .map((name) => [name, INT]),
);
const BITS: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64, FLOAT: 24, DOUBLE: 53 };

function datetimePrecision(type: SqlType): number | null {
  if (type.name === 'DATE') return 0;
  if (type.name.startsWith('TIMESTAMP')) return 3;
  if (type.name !== 'INTERVAL') return null;
  return !isMonths(type) && /SECOND$/.test(type.unit ?? '') ? 3 : 0;
}

export function typeCells(type: SqlType): Cell[] {
  const bits = BITS[type.name];
  const isDecimal = type.name === 'DECIMAL';
  const isFloating = type.name === 'FLOAT' || type.name === 'DOUBLE';
  return [
    ...[null, null],
    ...(isDecimal ? [type.precision, 10, type.scale] : [bits ?? null, bits === undefined ? null : 2]),
    ...(isDecimal ? [] : [bits === undefined || isFloating ? null : 0]),
    ...[datetimePrecision(type), type.name === 'INTERVAL' ? (type.unit ?? null) : null, null, null],
  ];
}

/** What is granted on it, itself or by what it lies in; others' grants only for those who manage it. */
export function privilegeRows({ grants, access }: Told, securable: Securable, place: readonly string[]): Cell[][] {
  const from = ({ on }: ListedGrant): string => (on.name === securable.name ? 'NONE' : on.type);
  return grantsOn(grants, access, securable, true).map((grant) => [
    ...[grant.grantor, grant.principal, ...place],
    ...[grant.privilege, 'NO', from(grant)],
  ]);
}
