import type { CatalogChange } from '../../engine/catalog/catalog.ts';
import { engineColumn, engineSchema, engineTable, type TableEntry } from '../../engine/catalog/entries.ts';
import { engineType } from '../../engine/dialect/types.ts';
import type { Engine } from '../../engine/run/engine.ts';
import { keepNewSql } from '../../engine/run/store.ts';
import type { StatementService } from '../statement-service.ts';
import type { MadeTable } from './made-table.ts';
import { TPCH } from './tpch.ts';
import { TRIPS } from './trips.ts';

const NOW = (): number => Date.now();

/** The chain main.nyctaxi.trips_raw -> trips_clean -> fares_by_zip, in the statements that a person would write. */
const CHAIN: readonly string[] = [
  'CREATE SCHEMA main.default',
  `CREATE SCHEMA main.nyctaxi COMMENT 'A chain of three tables made from the synthetic taxi trips.'`,
  `CREATE TABLE main.nyctaxi.trips_raw COMMENT 'Step 1: every synthetic trip, as it came.' AS SELECT * FROM samples.nyctaxi.trips`,
  `CREATE TABLE main.nyctaxi.trips_clean COMMENT 'Step 2: synthetic trips of at least half a mile that start in Manhattan.' AS
   SELECT tpep_pickup_datetime, trip_distance, fare_amount, pickup_zip, dropoff_zip
   FROM main.nyctaxi.trips_raw WHERE trip_distance >= 0.5 AND pickup_zip BETWEEN 10001 AND 10282`,
  `CREATE TABLE main.nyctaxi.fares_by_zip COMMENT 'Step 3: what synthetic trips cost on average, by ZIP code.' AS
   SELECT pickup_zip, count(*) AS trips, round(avg(fare_amount), 2) AS average_fare
   FROM main.nyctaxi.trips_clean GROUP BY pickup_zip`,
  `ALTER TABLE main.nyctaxi.trips_clean ALTER COLUMN trip_distance COMMENT 'Miles.'`,
  `ALTER TABLE main.nyctaxi.trips_clean ALTER COLUMN fare_amount COMMENT 'US dollars, without tip.'`,
  `ALTER TABLE main.nyctaxi.fares_by_zip ALTER COLUMN pickup_zip COMMENT 'ZIP code where the trips began.'`,
  `ALTER TABLE main.nyctaxi.fares_by_zip ALTER COLUMN trips COMMENT 'Number of trips.'`,
  `ALTER TABLE main.nyctaxi.fares_by_zip ALTER COLUMN average_fare COMMENT 'Average fare in US dollars.'`,
];

function tableSql(made: MadeTable, entry: TableEntry): string {
  const drawn = Object.entries(made.drawn ?? {}).map(([name, sql]) => `, ${sql} AS ${name}`);
  const cells = made.columns.map(
    (column) => `CAST(${column.sql} AS ${engineType(column.type)}) AS ${engineColumn(column.name)}`,
  );
  return `CREATE TABLE ${engineTable(entry)} AS SELECT ${cells.join(', ')} FROM (SELECT range AS i${drawn.join('')} FROM range(${made.rows}))`;
}

async function seedSamples(engine: Engine): Promise<void> {
  const now = NOW();
  const changes: CatalogChange[] = [
    {
      kind: 'put-schema',
      schema: { catalog: 'samples', name: 'nyctaxi', comment: 'Synthetic taxi trips.', createdAt: now },
    },
    {
      kind: 'put-schema',
      schema: { catalog: 'samples', name: 'tpch', comment: 'Synthetic rows in the tables of TPC-H.', createdAt: now },
    },
  ];
  const steps = [
    'BEGIN TRANSACTION',
    `CREATE SCHEMA ${engineSchema('samples', 'nyctaxi')}`,
    `CREATE SCHEMA ${engineSchema('samples', 'tpch')}`,
  ];
  for (const made of [TRIPS, ...TPCH]) {
    const { schema, name, comment, columns } = made;
    const table: TableEntry = {
      catalog: 'samples',
      schema,
      name,
      kind: 'TABLE',
      comment,
      createdAt: now,
      updatedAt: now,
      columns: columns.map(({ sql: _, ...column }) => column),
    };
    steps.push(tableSql(made, table));
    changes.push({ kind: 'put-table', table });
  }
  // In one go: the engine is at it while this thread loads the rest of the workspace.
  const sql = [...steps, keepNewSql(changes), 'COMMIT'].join(';\n');
  await engine.database.use(({ connection }) => connection.run(sql));
  for (const change of changes) engine.catalog.apply(change);
}

/**
 * Fills what is missing of the sample data: synthetic, the same at every start, and said to be so in every comment.
 * The chain goes through the statement service, so that its lineage is recorded like any other.
 */
export async function seed(engine: Engine, statements: StatementService): Promise<void> {
  if (!engine.catalog.schema('samples', 'tpch')) await seedSamples(engine);
  // main.default is made last: where it is missing, an earlier start was cut off and the rest is made now.
  if (engine.catalog.schema('main', 'default')) return;
  const [first = '', ...rest] = CHAIN;
  for (const statement of [...rest, first]) {
    const record = statements.submit({ statement });
    await record.done;
    if (record.error && !/ALREADY_EXISTS/.test(record.error.message)) throw new Error(record.error.message);
  }
}
