import { constants } from 'node:fs';
import { access, chmod, opendir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { LakegooseError } from '../../../base/errors.ts';
import { makeDirectory } from '../../../base/make-directory.ts';
import { Database } from './database.ts';
import { Interrupts } from './interrupts.ts';
import { ENGINE_MEMORY } from './memory.ts';
import { plainReason } from './plain-reason.ts';
import { registerNatives } from './register-natives.ts';
import { registerRoom } from './room.ts';

/** Locks of the database file do not hold within one process, so its own are kept here. */
const openHere = new Set<string>();

const LOCK_DOWN = [
  "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  // No spilling to disk: a statement that needs more memory fails.
  "SET temp_directory = ''",
  `SET memory_limit = '${ENGINE_MEMORY}'`,
  // At the end of a commit a checkpoint that finds no memory ends the whole engine; `Database` makes them in its pauses.
  "SET checkpoint_threshold = '16TB'",
  'SET enable_external_access = false',
  // What the engine has let go of goes back to the system at once, whichever thread had it.
  'SET allocator_background_threads = true',
  'SET lock_configuration = true',
];

/** What was asked and what came of it is for the eyes of the owner only. */
const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

async function writableFile(directory: string): Promise<string> {
  const path = resolve(directory);
  try {
    await makeDirectory(path, OWNER_ONLY_DIRECTORY);
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

/** Opens the engine on a file, or in memory, and locks it down before anything else. */
async function openInstance(file: string, path: string, interrupts: Interrupts): Promise<DuckDBInstance> {
  const isNew = file !== MEMORY && (await stat(file).catch(() => undefined)) === undefined;
  const instance = await openFile(file, path);
  if (isNew) await chmod(file, OWNER_ONLY_FILE);
  const connection = await instance.connect();
  await connection.run(LOCK_DOWN.join(';\n'));
  registerNatives(connection, interrupts);
  registerRoom(connection, interrupts);
  connection.closeSync();
  return instance;
}

const MEMORY = ':memory:';

/** Opens the database of a data directory, or one in memory. Throws the `workspace.data_…` errors. */
export async function openDatabase(dataDirectory: string | undefined): Promise<Database> {
  const file = dataDirectory === undefined ? MEMORY : await writableFile(dataDirectory);
  const path = dataDirectory === undefined ? '' : resolve(dataDirectory);
  if (openHere.has(file)) throw new LakegooseError('workspace.data_in_use', { path });
  const interrupts = new Interrupts();
  const instance = await openInstance(file, path, interrupts);
  if (file === MEMORY) return new Database(instance, interrupts, undefined);
  openHere.add(file);
  return new Database(instance, interrupts, {
    log: `${file}.wal`,
    mode: (await stat(file)).mode & 0o777,
    open: () => openInstance(file, path, interrupts),
    closed: () => openHere.delete(file),
  });
}
