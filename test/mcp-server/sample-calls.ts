import { endless } from '../statements/session-on.ts';

type Given = Readonly<Record<string, unknown>>;
type SampleCall = {
  /** A call that has to come first. */
  readonly before?: { readonly tool: string; readonly given: Given };
  readonly given: Given;
  /** What the answer has in it. */
  readonly says: string;
};

/** Stands for the statement that the call before has left under way. */
export const handle = 'HANDLE';

const table = 'main.nyctaxi.sample_calls';

/** A call of each tool that works on the local workspace. A new tool needs one, too. */
export const sampleCalls: Readonly<Record<string, SampleCall>> = {
  execute_sql_read_only: { given: { query: 'SELECT :word AS word', parameters: { word: 'pelican' } }, says: 'pelican' },
  execute_sql: {
    before: { tool: 'execute_sql', given: { query: `CREATE TABLE IF NOT EXISTS ${table} (bird STRING)` } },
    given: { query: `INSERT INTO ${table} VALUES ('heron')` },
    says: 'num_inserted_rows',
  },
  poll_sql_result: {
    before: { tool: 'execute_sql_read_only', given: { query: endless } },
    given: { statement_id: handle },
    says: 'Not finished yet',
  },
  search_tables: { given: { words: 'fares zip', catalog: 'main' }, says: 'main.nyctaxi.fares_by_zip' },
  list_catalogs: { given: {}, says: 'samples' },
  list_schemas: { given: { catalog: 'samples' }, says: 'nyctaxi' },
  list_tables: { given: { catalog: 'samples', schema: 'nyctaxi' }, says: 'trips' },
  describe_table: { given: { table: 'samples.nyctaxi.trips' }, says: 'fare_amount' },
  get_table_lineage: { given: { table: 'main.nyctaxi.fares_by_zip' }, says: 'main.nyctaxi.trips_clean' },
};
