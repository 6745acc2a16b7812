import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { killGroup, lastLine } from '../base/shell.ts';
import type { Environment } from '../settings/dot-env.ts';
import { parseExactly } from './file/json-text.ts';
import { outputs } from './file/notebook.ts';
import { mostSynced, neverSynced } from './never-synced.ts';

/** Beside the program also where it is published. */
const program = join(import.meta.dirname, '../notebooks/driver.py');

const cellError = z.object({
  ename: z.string(),
  evalue: z.string(),
  traceback: z.union([z.array(z.string()), z.string()]),
});
export type CellError = z.infer<typeof cellError>;

const event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('progress'), text: z.string() }),
  z.object({ event: z.literal('cell_started'), cell: z.number() }),
  z.object({
    event: z.literal('cell_ended'),
    cell: z.number(),
    executionCount: z.number().nullable(),
    outputs,
    error: cellError.optional(),
  }),
  z.object({
    event: z.literal('ended'),
    outcome: z.enum(['done', 'failed', 'cancelled']),
    /** Why something may be left on the cluster. */
    left: z.string().optional(),
  }),
]);
export type DriverEvent = z.infer<typeof event>;

type Asked = {
  readonly python: string;
  readonly environment: Environment;
  /** The notebook as it stands in its file, and where that is. */
  readonly text: string;
  readonly path: string;
  /** Files of it may go to the cluster, and those beside the notebook. */
  readonly directory: string;
  /** For the kernel's own start. */
  readonly startSeconds: number;
  readonly signal: AbortSignal;
  /** So long may it take to end once it is cancelled. */
  readonly endMs?: number;
};

/** So long may a cancelled run take until its command on the cluster has ended. */
const longestEndMs = 30_000;
/** Of what it says besides, in characters: why it failed stands at the end. */
const longestTail = 10_000;

/**
 * Runs a notebook through the kernel `databricks` and gives what happens. When `signal` is aborted, its command on the
 * cluster is ended, too. Throws `notebook.kernel_failed`, `notebook.kernel_lost`.
 */
export async function* driverEvents({ signal, endMs = longestEndMs, ...asked }: Asked): AsyncGenerator<DriverEvent> {
  const { execa } = await import('execa');
  const folder = dirname(asked.path);
  const child = execa(asked.python, [program], {
    cwd: folder,
    env: { ...asked.environment, PYTHONUTF8: '1' },
    extendEnv: false,
    reject: false,
    // Ctrl-C is for us: we end it in order.
    detached: true,
    // A program that is killed with us notices it by the end of its input.
    cleanup: false,
    stdin: 'pipe',
    // Ended where it writes much, were it kept whole.
    buffer: false,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr = `${stderr}${piece}`.slice(-longestTail);
  });
  const request = {
    notebook: asked.text,
    folder,
    workingFolder: asked.directory,
    exclude: neverSynced,
    megabytes: mostSynced,
    startSeconds: asked.startSeconds,
  };
  // Where it could not be started, its result says so.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(request)}\n`);
  const over = new AbortController();
  const end = () => {
    child.stdin.end();
    sleep(endMs, undefined, { signal: over.signal }).then(
      () => killGroup(child.pid),
      () => undefined,
    );
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  let [hasBegun, isWhole, isOver] = [false, false, false];
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      const told = event.safeParse(parsed(line));
      // A library may print something of its own.
      if (!told.success) continue;
      hasBegun ||= told.data.event === 'cell_started';
      isWhole = told.data.event === 'ended';
      yield told.data;
    }
    await child;
    isOver = true;
    if (!isWhole) {
      const reason = lastLine(stderr) || '–';
      if (hasBegun) throw new LakegooseError('notebook.kernel_lost', { reason });
      throw new LakegooseError('notebook.kernel_failed', { reason });
    }
  } finally {
    signal.removeEventListener('abort', end);
    // Whoever reads no more does not want it to go on.
    if (!isOver) {
      end();
      await child;
    }
    over.abort();
  }
}

function parsed(line: string): unknown {
  try {
    return parseExactly(line);
  } catch {
    return undefined;
  }
}
