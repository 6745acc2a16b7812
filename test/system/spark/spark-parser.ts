import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { installSpark } from './install-spark.ts';
import { warningsAside } from './java-options.ts';

const answer = z.object({
  id: z.number(),
  plan: z.array(z.string()).optional(),
  tokens: z.array(z.string()).optional(),
  tables: z.array(z.string()).optional(),
});

/** What Spark makes of a statement; undefined where it refuses it. */
export type Parsed = {
  readonly plan: readonly string[];
  readonly tokens: readonly string[];
  /** Tables without those that a WITH gives; the parts of a name have U+001F between them. */
  readonly tables: readonly string[];
};

export type SparkParser = {
  /** The tables are told `withTables` alone: they take Spark some time. */
  readonly parse: (sql: string, withTables?: boolean) => Promise<Parsed | undefined>;
  readonly close: () => Promise<void>;
};

/** Spark's own parser in a process of its own, without a Spark context. */
export async function startSparkParser(): Promise<SparkParser> {
  const jars = await installSpark();
  const options = [...warningsAside, '-Xss64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=4', '-Dlog4j2.level=off'];
  const program = spawn('java', [...options, '-cp', join(jars, '*'), join(import.meta.dirname, 'Oracle.java')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, SPARK_LOCAL_IP: '127.0.0.1' },
  });
  const waiting = new Map<number, (parsed: Parsed | undefined) => void>();
  createInterface({ input: program.stdout }).on('line', (line) => {
    const { id, plan, tokens, tables = [] } = answer.parse(JSON.parse(line));
    waiting.get(id)?.(plan && tokens ? { plan, tokens, tables } : undefined);
    waiting.delete(id);
  });
  let last = 0;
  return {
    parse: (sql, withTables = false) => {
      last += 1;
      const id = last;
      const { promise, resolve } = Promise.withResolvers<Parsed | undefined>();
      waiting.set(id, resolve);
      program.stdin.write(`${JSON.stringify({ id, sql, withTables })}\n`);
      return promise;
    },
    close: async () => {
      program.stdin.end();
      await once(program, 'exit');
    },
  };
}
