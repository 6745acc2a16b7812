import { constants } from 'node:fs';
import { access, opendir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { LakegooseError } from '../../../base/errors.ts';
import { makeDirectory } from '../../../base/files.ts';
import { plainReason } from './plain-reason.ts';

export type Database = {
  connect(): Promise<DuckDBConnection>;
  /** Writes everything to the database file itself, so that nothing else is left beside it, and lets go of it. */
  close(): Promise<void>;
};

/** Locks of the database file do not hold within one process, so its own are kept here. */
const openHere = new Set<string>();

const LOCK_DOWN = [
  "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  // No spilling to disk: a statement that needs more memory fails.
  "SET temp_directory = ''",
  "SET memory_limit = '1GB'",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

async function writableFile(directory: string): Promise<string> {
  const path = resolve(directory);
  try {
    await makeDirectory(path);
    // Fails with ENOTDIR where the path is a file, which making a directory and `access` let pass.
    await opendir(path).then((directory) => directory.close());
    await access(path, constants.W_OK);
  } catch (error) {
    throw new LakegooseError('workspace.data_not_writable', { path, reason: plainReason(error) }, { cause: error });
  }
  return join(path, 'workspace.duckdb');
}

async function openFile(file: string, path: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(file, { threads: String(Math.min(availableParallelism(), 4)) });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    // DuckDB gives no codes; these sentences are how its file lock and its storage versions speak.
    if (text.includes('Could not set lock'))
      throw new LakegooseError('workspace.data_in_use', { path }, { cause: error });
    if (/can only read versions|storage version greater than/.test(text))
      throw new LakegooseError('workspace.data_newer', { path }, { cause: error });
    throw new LakegooseError('workspace.data_broken', { path, reason: text.split('\n')[0] ?? '' }, { cause: error });
  }
}

/** Opens the engine, in memory or on a file of the data directory, and locks it down before anything else. */
export async function openDatabase(dataDirectory: string | undefined): Promise<Database> {
  const file = dataDirectory === undefined ? ':memory:' : await writableFile(dataDirectory);
  const path = dataDirectory === undefined ? '' : resolve(dataDirectory);
  if (openHere.has(file)) throw new LakegooseError('workspace.data_in_use', { path });
  const instance = await openFile(file, path);
  if (file !== ':memory:') openHere.add(file);
  const connection = await instance.connect();
  await connection.run(LOCK_DOWN.join(';\n'));
  connection.closeSync();
  return {
    connect: () => instance.connect(),
    close: async () => {
      // DuckDB does this by itself only when nothing refers to the database, and results wait for the garbage collector.
      const last = await instance.connect();
      // Where it cannot be done, the write-ahead log stays, and the next start reads it.
      await last.run('CHECKPOINT').catch(() => undefined);
      last.closeSync();
      instance.closeSync();
      openHere.delete(file);
    },
  };
}
