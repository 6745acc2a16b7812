import { type FileHandle, mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isAlive } from '../../../base/shell.ts';
import { ResultError } from './collector.ts';

const PIECE_BYTES = 256 * 1024;
const prefix = 'lakegoose-results-';

export type ChunkFile = { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> };

/** The files of external results: a directory only its owner reads, bounded in size, and gone at `close`. */
export class ResultFiles {
  private readonly dataDirectory: string | undefined;
  private readonly limit: number;
  private directory: Promise<string> | undefined;
  private readonly sizes = new Map<string, number>();
  private used = 0;

  constructor(dataDirectory: string | undefined, limit: number) {
    this.dataDirectory = dataDirectory;
    this.limit = limit;
  }

  get bytesLeft(): number {
    return this.limit - this.used;
  }

  async create(statementId: string, chunk: number): Promise<ChunkFile> {
    const path = await this.path(statementId, chunk);
    if (chunk === 0) await mkdir(join(path, '..'), { mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    return {
      write: async (bytes) => {
        if (this.bytesLeft < bytes.length) {
          await file.close();
          throw new ResultError(
            'RESOURCE_EXHAUSTED',
            `The local workspace keeps at most ${this.limit} bytes of external results, and this one does not fit.`,
          );
        }
        this.used += bytes.length;
        this.sizes.set(statementId, (this.sizes.get(statementId) ?? 0) + bytes.length);
        for (let written = 0; written < bytes.length; ) {
          written += (await file.write(bytes, written)).bytesWritten;
        }
      },
      close: () => file.close(),
    };
  }

  /** The bytes of a chunk, piece by piece; a piece holds only until the next is asked for. */
  async read(statementId: string, chunk: number): Promise<AsyncIterable<Uint8Array>> {
    return pieces(await open(await this.path(statementId, chunk)));
  }

  async delete(statementId: string): Promise<void> {
    const size = this.sizes.get(statementId);
    if (size === undefined) return;
    this.sizes.delete(statementId);
    this.used -= size;
    await rm(join(await this.home(), statementId), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    if (this.directory !== undefined) await rm(await this.home(), { recursive: true, force: true });
  }

  private async path(statementId: string, chunk: number): Promise<string> {
    return join(await this.home(), statementId, String(chunk));
  }

  private home(): Promise<string> {
    this.directory ??= this.make();
    return this.directory;
  }

  private async make(): Promise<string> {
    if (this.dataDirectory === undefined) return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
    const path = join(resolve(this.dataDirectory), 'results');
    // What a run that was killed has left; the engine's lock on the data directory keeps it from being another's.
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { mode: 0o700 });
    return path;
  }
}

/** Removes the results of workspaces without a data directory that were killed before they could. */
export async function sweepResults(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    // Another user's folder stays; it is not ours to remove.
    if (pid > 0 && !isAlive(pid))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function* pieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
