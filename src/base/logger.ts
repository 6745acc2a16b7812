import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from './lock.ts';
import { makeDirectory } from './make-directory.ts';

export type Logger = (line: Readonly<Record<string, unknown>>) => Promise<void>;

type Options = {
  /** A file of this size is put aside as `….1`, in the place of the one before: no more than twice of it is kept. */
  readonly largestBytes?: number;
  /** Told of the first failure only: a full disk must not fail the work that is logged, nor be told at each line. */
  readonly onFailure: (error: unknown) => void;
};

/**
 * Appends lines of JSON to a file that only its owner may read. Several processes may do so at once: a line is one write
 * at the end of the file. Never throws.
 */
export function fileLogger(path: string, { largestBytes = 5 * 1024 * 1024, onFailure }: Options): Logger {
  let hasFailed = false;
  let isPrepared = false;
  return async (line) => {
    try {
      if (!isPrepared) await makeDirectory(dirname(path), 0o700);
      if (sizeOf(path) >= largestBytes) await putAside(path, largestBytes);
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      // Someone else may have made the file before.
      if (!isPrepared) chmodSync(path, 0o600);
      isPrepared = true;
    } catch (error) {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
    }
  };
}

async function putAside(path: string, largestBytes: number): Promise<void> {
  await withLock(`${path}.lock`, { waitSeconds: 1 }, async () => {
    // Another process may have done it in the meantime.
    if (sizeOf(path) >= largestBytes) renameSync(path, `${path}.1`);
  });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
