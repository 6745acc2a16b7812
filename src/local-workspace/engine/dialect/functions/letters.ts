import { raise } from '../analyze/cast.ts';
import { STRING } from '../types.ts';

/**
 * The letters for which DuckDB's one-to-one case mapping equals Spark's full one. Outside (ß, Greek, Turkish İ,
 * ligatures) the statement fails, where DuckDB would answer otherwise than Spark.
 */
const SAFE = '[\\x00-\\x7FÀ-ÖØ-Þà-öø-ÿ\\x{3000}-\\x{9FFF}\\x{AC00}-\\x{D7A3}\\x{FF00}-\\x{FFEF}]*';

function caseSql(engine: 'upper' | 'lower', sql: string): string {
  const refusal = raise(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute ${engine}() of the text `,
    sql,
    '.',
    STRING,
  );
  return `CASE WHEN ${sql} IS NULL OR regexp_full_match(${sql}, '${SAFE}', 's') THEN ${engine}(${sql}) ELSE ${refusal} END`;
}

export const upperSql = (sql: string): string => caseSql('upper', sql);
export const lowerSql = (sql: string): string => caseSql('lower', sql);
