/** Stands for a statement that is under way. */
export const handle = 'HANDLE';

/** A call of each tool that works on the local workspace, and what its answer has in it. A new tool needs one, too. */
export const sampleCalls: Readonly<
  Record<string, { readonly given: Readonly<Record<string, unknown>>; readonly says: string }>
> = {
  execute_sql_read_only: {
    given: { query: 'SELECT :word AS word', parameters: { word: 'pelican' } },
    says: 'pelican',
  },
  execute_sql: {
    given: { query: "INSERT INTO main.nyctaxi.sample_calls VALUES ('heron')" },
    says: 'num_inserted_rows',
  },
  poll_sql_result: { given: { statement_id: handle }, says: 'Not finished yet' },
  list_catalogs: { given: {}, says: 'samples' },
  list_schemas: { given: { catalog: 'samples' }, says: 'nyctaxi' },
  list_tables: { given: { catalog: 'samples', schema: 'nyctaxi' }, says: 'trips' },
  describe_table: { given: { table: 'samples.nyctaxi.trips' }, says: 'fare_amount' },
  get_table_lineage: { given: { table: 'main.nyctaxi.fares_by_zip' }, says: 'main.nyctaxi.trips_clean' },
};
