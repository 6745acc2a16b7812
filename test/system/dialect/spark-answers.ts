import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installSpark } from '../spark/install-spark.ts';

/** A statement, and later its answer, in the form of `sql-answers.jsonl`. */
export type Case = { readonly id: string; readonly group: string; readonly sql: string; readonly ordered: boolean };

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

/** Spark itself, in a process of its own: ANSI on, the zone of the session UTC. */
export async function startSpark(): Promise<Spark> {
  const jars = await installSpark();
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
      '-Dlog4j2.level=off',
      '-Duser.timezone=UTC',
      '-cp',
      join(jars, '*'),
      join(import.meta.dirname, '../spark/Answers.java'),
      join(tmpdir(), 'lakegoose-spark'),
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
    },
  };
}
