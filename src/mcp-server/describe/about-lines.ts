import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import { inLine } from '../result/escape.ts';
import { knownFacts } from './known-facts.ts';

/** A line for each thing that Unity Catalog knows of a table beside its columns. What it does not know has no line. */
export function aboutLines(table: TableInfo): string[] {
  const { full_name, table_type, data_source_format, owner, comment } = table;
  const line = (name: string, value: string | undefined) => (value ? [`${name}: ${inLine(value)}`] : []);
  return [
    ...line('table', full_name),
    ...line('type', [table_type, data_source_format].filter(Boolean).join(', ')),
    ...line('owner', owner),
    ...line('comment', comment),
    ...knownFacts(table),
    ...line('partitioned by', partitions(table)),
    ...keys(table),
    ...limits(table),
  ];
}

function partitions({ columns = [] }: TableInfo): string {
  return columns
    .flatMap(({ name, partition_index }) => (partition_index === undefined ? [] : [{ name, partition_index }]))
    .sort((one, other) => one.partition_index - other.partition_index)
    .map(({ name }) => name)
    .join(', ');
}

function keys({ table_constraints = [] }: TableInfo): string[] {
  const list = (names: readonly string[]) => `(${names.join(', ')})`;
  return table_constraints.flatMap(({ primary_key_constraint: primary, foreign_key_constraint: foreign }) => [
    ...(primary ? [`primary key: ${inLine(list(primary.child_columns))}`] : []),
    ...(foreign
      ? [
          `foreign key: ${inLine(`${list(foreign.child_columns)} -> ${foreign.parent_table} ${list(foreign.parent_columns)}`)}`,
        ]
      : []),
  ]);
}

/** What stands between the reader and the data. */
function limits({ row_filter, columns = [] }: TableInfo): string[] {
  const by = (name: string | undefined) => (name === undefined ? '' : ` by ${name}`);
  const masked = columns.flatMap(({ name, mask }) => (mask === undefined ? [] : [`${name}${by(mask.function_name)}`]));
  return [
    ...(row_filter ? [inLine(`rows filtered${by(row_filter.function_name)}, so you may see only some`)] : []),
    ...(masked.length > 0 ? [`masked columns: ${inLine(masked.join(', '))}`] : []),
  ];
}
