import { existsSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';

/** Why lakegoose ended a statement by itself. */
export type Ending = 'too_slow' | 'nobody_asked';

const entry = z.object({
  /** Ours, and one of the query tags of the statement: by it a statement is found of which no answer has come. */
  tag: z.string(),
  /** The workspace's. Null until it has answered. */
  id: z.string().nullable(),
  host: z.string(),
  warehouse: z.string(),
  /** The session that has to end the statement: its first one, or the last that polled it. */
  session: z.string(),
  /** Milliseconds since 1970. */
  submitted: z.number(),
  row_limit: z.number().nullable(),
  /** 1 once it has ended on the warehouse. */
  over: z.number(),
  ending: z.enum(['too_slow', 'nobody_asked']).nullable(),
});
export type Entry = z.infer<typeof entry>;
export type Changeable = Pick<Entry, 'id' | 'session' | 'over' | 'ending'>;

/** Raised with every change of the table. */
const version = 2;

const table = `CREATE TABLE IF NOT EXISTS statement (
  tag TEXT PRIMARY KEY, id TEXT, host TEXT NOT NULL, warehouse TEXT NOT NULL, session TEXT NOT NULL,
  submitted INTEGER NOT NULL, row_limit INTEGER, over INTEGER NOT NULL, ending TEXT) STRICT, WITHOUT ROWID`;

/** Longer than any statement may run; its result is gone from the workspace after an hour (facts `databricks-api.md` §1). */
export const keptMs = 3 * 24 * 3600 * 1000;

/** The registry's table in its file. Everything throws what SQLite throws. */
export class RegistryFile {
  private readonly path: string;
  private readonly database: DatabaseSync;
  private readonly inode: number;
  /** Each SQL text is prepared once: every statement of a person goes through some of them. */
  private readonly prepared = new Map<string, StatementSync>();

  constructor(path: string) {
    this.path = path;
    this.database = new DatabaseSync(path);
    try {
      this.prepare();
      this.inode = statSync(path).ino;
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  add({ tag, id, host, warehouse, session, submitted, row_limit, over, ending }: Entry): void {
    this.sql('INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[tag, id, host, warehouse, session, submitted, row_limit, over, ending],
    );
  }

  change(tag: string, changes: Partial<Changeable>): void {
    const fields = Object.keys(changes).map((field) => `${field} = ?`);
    this.sql(`UPDATE statement SET ${fields.join(', ')} WHERE tag = ?`).run(...Object.values(changes), tag);
  }

  remove(tag: string): void {
    this.sql('DELETE FROM statement WHERE tag = ?').run(tag);
  }

  withTag(tag: string): Entry | undefined {
    return this.read('tag = ?', tag)[0];
  }

  /** By the identifier of the workspace, or by the tag. */
  find(handle: string): Entry | undefined {
    return this.withTag(handle) ?? this.read('id = ?', handle)[0];
  }

  /** Those of a host that have not ended as far as is known. */
  underWay(host: string): Entry[] {
    return this.read('host = ? AND over = 0', host);
  }

  close(): void {
    this.database.close();
  }

  /** Whether the path leads to another file by now. */
  isReplaced(): boolean {
    return statSync(this.path, { throwIfNoEntry: false })?.ino !== this.inode;
  }

  private prepare(): void {
    this.database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    // As one: another process may be at the same.
    this.database.exec('BEGIN IMMEDIATE');
    // Of another version: what it knows ends with its statements.
    const { user_version: found } = z
      .looseObject({ user_version: z.number() })
      .parse(this.database.prepare('PRAGMA user_version').get());
    if (found !== version) this.database.exec('DROP TABLE IF EXISTS statement');
    this.database.exec(table);
    if (found !== version) this.database.exec(`PRAGMA user_version = ${version}`);
    this.database.prepare('DELETE FROM statement WHERE submitted < ?').run(Date.now() - keptMs);
    this.database.exec('COMMIT');
  }

  private read(condition: string, value: string): Entry[] {
    const rows = this.sql(`SELECT * FROM statement WHERE ${condition}`).all(value);
    return z.array(entry).parse(rows);
  }

  private sql(text: string): StatementSync {
    const prepared = this.prepared.get(text) ?? this.database.prepare(text);
    this.prepared.set(text, prepared);
    return prepared;
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html); the higher bits only say more. */
export function isDamaged(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return [11, 26].includes(code & 0xff);
}

/** Renames a damaged file, with those that SQLite keeps beside it, and gives its new name. Somebody may want to see it. */
export function putAside(path: string): string {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const ending of ['', '-wal', '-shm']) if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  return aside;
}
