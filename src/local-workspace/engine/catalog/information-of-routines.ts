import { type Column, typeName, VOID, wireTypeName } from '../dialect/types.ts';
import { routineSecurable } from '../grants/securable.ts';
import type { RoutineEntry } from './entries.ts';
import {
  columns,
  history,
  NUMBERS,
  OF_TYPE,
  privilegeRows,
  type Relation,
  times,
  typeCells,
} from './information-relation.ts';
import type { Cell } from './virtual-rows.ts';

const SPECIFIC = 'specific_catalog specific_schema specific_name';
const NO_TYPE: readonly Cell[] = OF_TYPE.split(' ').map(() => null);
const placeOf = ({ catalog, schema, name }: RoutineEntry): string[] => [catalog, schema, name];
const typed = ({ name, type }: Column): Cell[] => [name, wireTypeName(type), typeName(type), ...typeCells(type)];

/** What a function returns; a table is told column by column in `routine_columns`. */
function returned({ columns: table, type = VOID }: RoutineEntry): Cell[] {
  return table ? ['TABLE', 'TABLE', ...NO_TYPE] : [wireTypeName(type), typeName(type), ...typeCells(type)];
}

/** Functions in SQL. Source of the columns: docs.databricks.com, information schema: ROUTINES, PARAMETERS, ROUTINE_COLUMNS. */
export const INFORMATION_OF_ROUTINES: Readonly<Record<string, Relation>> = {
  routines: {
    columns: columns(
      `${SPECIFIC} routine_catalog routine_schema routine_name routine_type data_type full_data_type ${OF_TYPE} routine_body routine_definition external_name external_language parameter_style is_deterministic sql_data_access is_null_call sql_path security_type as_locator comment created created_by last_altered last_altered_by`,
      { ...NUMBERS, ...times },
    ),
    rows: ({ routines, grants, access }) =>
      routines.map((entry) => {
        const securable = routineSecurable(entry);
        return [
          ...[...placeOf(entry), ...placeOf(entry), 'FUNCTION', ...returned(entry)],
          // As of a view: for its owner only, for it names what others may not see.
          ...['SQL', access.owns(securable) ? entry.text : null, null, null, 'SQL', null, null, 'YES', null, 'DEFINER'],
          ...['NO', entry.comment ?? null, ...history(entry.createdAt, entry.createdAt, grants.makerOf(securable))],
        ];
      }),
  },
  parameters: {
    columns: columns(
      `${SPECIFIC} ordinal_position parameter_mode is_result as_locator parameter_name data_type full_data_type ${OF_TYPE} parameter_default comment`,
      NUMBERS,
    ),
    rows: ({ routines }) =>
      routines.flatMap((entry) =>
        entry.parameters.map((own, index) => [
          ...[...placeOf(entry), index + 1, 'IN', 'NO', 'NO', ...typed(own)],
          ...[own.default ?? null, own.comment ?? null],
        ]),
      ),
  },
  routine_columns: {
    columns: columns(
      `${SPECIFIC} ordinal_position column_name data_type full_data_type ${OF_TYPE} parameter_default comment`,
      NUMBERS,
    ),
    rows: ({ routines }) =>
      routines.flatMap((entry) =>
        (entry.columns ?? []).map((own, index) => [
          ...[...placeOf(entry), index + 1, ...typed(own)],
          ...[null, own.comment ?? null],
        ]),
      ),
  },
  routine_privileges: {
    columns: columns(
      `grantor grantee ${SPECIFIC} routine_catalog routine_schema routine_name privilege_type is_grantable inherited_from`,
    ),
    rows: (told) =>
      told.routines.flatMap((entry) =>
        privilegeRows(told, routineSecurable(entry), [...placeOf(entry), ...placeOf(entry)]),
      ),
  },
};
