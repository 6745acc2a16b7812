import type { Way } from './hop.ts';

export type SystemTable = 'table_lineage' | 'column_lineage';

/** So many places are asked for in one statement. */
export const batch = 20;

const numbers = Array.from({ length: batch }, (_, index) => index + 1);
const tables = numbers.map((number) => `:t${number}`).join(', ');
const columns = numbers.map((number) => `:c${number}`).join(', ');

// An edge runs from source to target, so what one came from is a source of the rows in which it is the target.
const ends = { upstream: ['target', 'source'], downstream: ['source', 'target'] } as const;

/** Constant statements; names are values of parameters `:t1` to `:t20` and `:c1` to `:c20`. */
export const neighboursSql: Readonly<Record<Way, string>> = {
  upstream: neighboursOf(...ends.upstream),
  downstream: neighboursOf(...ends.downstream),
};

export const columnsSql: Readonly<Record<Way, string>> = {
  upstream: columnsOf(...ends.upstream),
  downstream: columnsOf(...ends.downstream),
};

/** Of the table `:t1`. */
export const entitiesSql: Readonly<Record<Way, string>> = {
  upstream: entitiesOf(ends.upstream[0]),
  downstream: entitiesOf(ends.downstream[0]),
};

// Repeated events are one row, so that they cannot crowd out other tables.
function neighboursOf(own: string, other: string): string {
  return `SELECT ${own}_table_full_name, ${other}_table_full_name, ${other}_path, max(${other}_type), max(event_time) AS last
    FROM system.access.table_lineage
    WHERE ${own}_table_full_name IN (${tables}) AND (${other}_table_full_name IS NOT NULL OR ${other}_path IS NOT NULL)
    GROUP BY ${own}_table_full_name, ${other}_table_full_name, ${other}_path
    ORDER BY last DESC`;
}

function columnsOf(own: string, other: string): string {
  return `SELECT ${own}_table_full_name, ${own}_column_name, ${other}_table_full_name, ${other}_column_name, max(event_time) AS last
    FROM system.access.column_lineage
    WHERE ${own}_table_full_name IN (${tables}) AND ${own}_column_name IN (${columns})
      AND ${other}_table_full_name IS NOT NULL AND ${other}_column_name IS NOT NULL
    GROUP BY ${own}_table_full_name, ${own}_column_name, ${other}_table_full_name, ${other}_column_name
    ORDER BY last DESC`;
}

function entitiesOf(own: string): string {
  const by = 'CASE WHEN entity_id IS NULL THEN created_by END';
  return `SELECT entity_type, entity_id, ${by}, workspace_id, max(event_time) AS last
    FROM system.access.table_lineage
    WHERE ${own}_table_full_name = :t1
    GROUP BY entity_type, entity_id, ${by}, workspace_id
    ORDER BY last DESC`;
}
