import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installDelta, sparkOfDelta } from '../spark/install-delta.ts';
import { installSpark } from '../spark/install-spark.ts';
import { warningsAside } from '../spark/java-options.ts';

/** A statement, and later its answer, in the form of `sql-answers.jsonl`. */
export type Case = {
  readonly id: string;
  readonly group: string;
  readonly sql: string;
  readonly ordered: boolean;
  readonly setup?: readonly string[];
};

export type Spark = {
  /** Lines with the answers, in the order of the cases. */
  readonly answer: (cases: readonly Case[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const OPEN = [
  'lang',
  'lang.invoke',
  'lang.reflect',
  'io',
  'net',
  'nio',
  'util',
  'util.concurrent',
  'util.concurrent.atomic',
];

const DELTA = [
  '-Dspark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension',
  '-Dspark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog',
  '-Dspark.sql.sources.default=delta',
  '-Dspark.databricks.delta.snapshotPartitions=1',
];

/** Spark itself, in a process of its own: ANSI on, the zone of the session UTC; with tables of Delta where they are wanted. */
export async function startSpark(wanted: { readonly delta?: boolean } = {}): Promise<Spark> {
  const { delta } = wanted;
  const folders = [await installSpark(delta ? sparkOfDelta : undefined), ...(delta ? [await installDelta()] : [])];
  const warehouse = await mkdtemp(join(tmpdir(), 'lakegoose-spark-'));
  const opens = [
    ...OPEN.map((name) => `java.base/java.${name}`),
    'java.base/sun.nio.ch',
    'java.base/sun.util.calendar',
  ];
  const options = opens.map((name) => `--add-opens=${name}=ALL-UNNAMED`);
  const program = spawn(
    'java',
    [
      ...options,
      '-Xss16m',
      '-XX:TieredStopAtLevel=1',
      ...warningsAside,
      '-Dlog4j2.level=off',
      '-Duser.timezone=UTC',
      ...(delta ? DELTA : []),
      '-cp',
      folders.map((folder) => join(folder, '*')).join(':'),
      join(import.meta.dirname, '../spark/Answers.java'),
      warehouse,
    ],
    { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, SPARK_LOCAL_IP: '127.0.0.1' } },
  );
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    answer: (cases) =>
      Promise.all(
        cases.map((each) => {
          const { promise, resolve } = Promise.withResolvers<string>();
          waiting.push(resolve);
          program.stdin.write(`${JSON.stringify(each)}\n`);
          return promise;
        }),
      ),
    close: async () => {
      program.stdin.end();
      await once(program, 'exit');
      await rm(warehouse, { recursive: true, force: true });
    },
  };
}
