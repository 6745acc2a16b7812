import { closeSync, openSync, writeSync } from 'node:fs';
import { LakegooseError } from '../../base/errors.ts';
import { plainReason } from '../engine/run/plain-reason.ts';

export type LogEntry = Readonly<Record<string, string | number | undefined>>;
export type Log = { write(entry: LogEntry): void; close(): void };

/** One JSON line per request, appended to a file only its owner reads; without a path, nothing. Callers pass no secrets. */
export function openLog(path: string | undefined): Log {
  if (path === undefined) return { write: () => undefined, close: () => undefined };
  let file: number;
  try {
    file = openSync(path, 'a', 0o600);
  } catch (error) {
    throw new LakegooseError('workspace.log_not_writable', { path, reason: plainReason(error) }, { cause: error });
  }
  let open = true;
  return {
    write: (entry) => {
      if (open) writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
}
