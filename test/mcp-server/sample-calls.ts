import { endless } from '../statements/session-on.ts';

type Given = Readonly<Record<string, unknown>>;
export type SampleCall = {
  /** A call that has to come first. */
  readonly before?: { readonly tool: string; readonly given: Given };
  readonly given: Given;
  /** What the answer has in it. */
  readonly says: string;
};

/** Stands for the statement that the call before has left under way, or that has ended. */
export const handle = 'HANDLE';
/** Stands for a file name that nobody has taken yet. */
export const newFile = 'NEW_FILE';

const table = 'main.nyctaxi.sample_calls';
const underWay = { tool: 'execute_sql_read_only', given: { query: endless } };
const trips = 'main.nyctaxi.trips_clean';

/** What both tools that run a statement take. */
const statementCalls: readonly SampleCall[] = [
  { given: { query: 'SELECT :word AS word', parameters: { word: 'pelican' } }, says: 'pelican' },
  { given: { query: 'SELECT count(*) AS n FROM nation', catalog: 'samples', schema: 'tpch' }, says: 'n:BIGINT\\n25' },
  { given: { query: 'SELECT id FROM range(9)', row_limit: 2 }, says: 'more than 2 (cut by row_limit)' },
  { given: { query: 'SELECT id FROM range(300)', save_as: `${newFile}.csv` }, says: 'saved: 300 rows' },
];

/** On a cluster that takes its time. */
const notebookRun = { tool: 'run_notebook', given: { path: 'sample.ipynb' } };

/** Calls of each tool that work on the local workspace, with every argument. A new tool or argument needs one, too. */
export const sampleCalls: Readonly<Record<string, readonly SampleCall[]>> = {
  execute_sql_read_only: statementCalls,
  execute_sql: [
    ...statementCalls,
    {
      before: { tool: 'execute_sql', given: { query: `CREATE TABLE IF NOT EXISTS ${table} (bird STRING)` } },
      given: { query: `INSERT INTO ${table} VALUES ('heron')` },
      says: 'num_inserted_rows',
    },
  ],
  poll_sql_result: [
    { before: underWay, given: { statement_id: handle }, says: 'Not finished yet' },
    { before: underWay, given: { statement_id: handle, cancel: true }, says: 'was cancelled' },
    {
      before: underWay,
      given: { statement_id: handle, save_as: `${newFile}.jsonl` },
      says: `save_as ${newFile}.jsonl`,
    },
  ],
  search_tables: [
    { given: { words: 'fares zip', catalog: 'main' }, says: 'main.nyctaxi.fares_by_zip' },
    { given: { words: 'nation' }, says: 'samples.tpch.nation' },
  ],
  list_catalogs: [{ given: {}, says: 'samples' }],
  list_schemas: [{ given: { catalog: 'samples' }, says: 'nyctaxi' }],
  list_tables: [{ given: { catalog: 'samples', schema: 'nyctaxi' }, says: 'trips' }],
  describe_table: [
    { given: { table: 'samples.nyctaxi.trips' }, says: 'fare_amount' },
    { given: { table: 'samples.tpch.nation', sample: true }, says: 'Sample of 5 rows at the most' },
  ],
  get_table_lineage: [
    { given: { table: 'main.nyctaxi.fares_by_zip' }, says: trips },
    { given: { table: trips, direction: 'downstream', depth: 1, limit: 5 }, says: '-> main.nyctaxi.fares_by_zip' },
    { given: { table: trips, direction: 'upstream', column: '*' }, says: '<- main.nyctaxi.trips_raw' },
  ],
  run_notebook: [{ given: notebookRun.given, says: 'waiting for cluster' }],
  poll_notebook_run: [
    { before: notebookRun, given: { run_id: handle }, says: 'cells done: 0' },
    { before: notebookRun, given: { run_id: handle, cancel: true }, says: 'was cancelled' },
  ],
  read_notebook: [{ given: { path: 'sample.ipynb', from: 5 }, says: 'Cell 5 (code)' }],
  write_notebook: [
    { given: { path: `${newFile}.ipynb`, action: 'create', source: 'print(1)' }, says: 'with 1 cells' },
    {
      given: { path: 'sample.ipynb', action: 'insert', cell: 11, source: 'The end', type: 'markdown' },
      says: 'Inserted cell 11',
    },
  ],
};
