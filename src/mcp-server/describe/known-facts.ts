import type { TableInfo } from '../../databricks-api/unity-catalog.ts';

/**
 * How many rows, how large and how fresh, as far as somebody has written it down, and who. ANALYZE TABLE writes
 * `spark.sql.statistics.…`, every commit of a Delta table `delta.lastCommitTimestamp`; both are properties of the table.
 */
export function knownFacts({ properties = {}, updated_at }: TableInfo): string[] {
  const rows = wholeNumber(properties['spark.sql.statistics.numRows']);
  const bytes = wholeNumber(properties['spark.sql.statistics.totalSize']);
  const commit = wholeNumber(properties['delta.lastCommitTimestamp']);
  return [
    ...(rows === undefined ? [] : [`row count: ${rows} (spark.sql.statistics.numRows, from the last ANALYZE TABLE)`]),
    ...(bytes === undefined ? [] : [`size: ${bytes} bytes (spark.sql.statistics.totalSize)`]),
    ...moment('data changed', commit === undefined ? undefined : Number(commit), 'delta.lastCommitTimestamp'),
    ...moment('updated', updated_at, 'Unity Catalog updated_at'),
  ];
}

/** As it is written: a count may be greater than what a number holds exactly. */
function wholeNumber(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,30}$/.test(text) ? text : undefined;
}

function moment(what: string, milliseconds: number | undefined, source: string): string[] {
  const date = new Date(milliseconds ?? Number.NaN);
  if (milliseconds === 0 || Number.isNaN(date.getTime())) return [];
  return [`${what}: ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC (${source})`];
}
