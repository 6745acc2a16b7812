import type { DuckDBConnection } from '@duckdb/node-api';
import { LakegooseError } from '../../../base/errors.ts';

/** Raised whenever what is kept changes so that an older lakegoose could not read it, or would lose a part of it. */
const FORMAT = 3;

/** Throws `workspace.data_newer` before anything is written, where a newer lakegoose has kept the data. */
export async function checkFormat(connection: DuckDBConnection, path: string): Promise<void> {
  const tables = await connection.runAndReadAll(
    "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'lakegoose' AND table_name = 'format'",
  );
  if (tables.currentRowCount === 0) {
    await connection.run('CREATE SCHEMA IF NOT EXISTS lakegoose');
    await connection.run(`CREATE TABLE lakegoose.format AS SELECT ${FORMAT} AS version`);
    return;
  }
  const version = (await connection.runAndReadAll('SELECT max(version) FROM lakegoose.format')).getRows()[0]?.[0];
  if (Number(version) > FORMAT) throw new LakegooseError('workspace.data_newer', { path });
  if (Number(version) < FORMAT) await connection.run(`UPDATE lakegoose.format SET version = ${FORMAT}`);
}
