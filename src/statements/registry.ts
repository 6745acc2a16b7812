import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { makeDirectory } from '../base/files.ts';

/** Why lakegoose ended a statement by itself. */
export type Ending = 'too_slow' | 'nobody_asked';

const entry = z.object({
  id: z.string(),
  host: z.string(),
  warehouse: z.string(),
  /** The session that has to end the statement: its first one, or the last that polled it. */
  session: z.string(),
  /** Milliseconds since 1970, like the next. */
  submitted: z.number(),
  polled: z.number(),
  row_limit: z.number().nullable(),
  ending: z.enum(['too_slow', 'nobody_asked']).nullable(),
});
export type Entry = z.infer<typeof entry>;

/** Raised with every change of the table. */
const version = 1;

const table = `CREATE TABLE IF NOT EXISTS statement (
  id TEXT PRIMARY KEY, host TEXT NOT NULL, warehouse TEXT NOT NULL, session TEXT NOT NULL,
  submitted INTEGER NOT NULL, polled INTEGER NOT NULL, row_limit INTEGER, over INTEGER NOT NULL DEFAULT 0, ending TEXT) STRICT`;

/** A result is gone from the workspace after an hour (facts `databricks-api.md` §1); a day is enough to remember it. */
const keptMs = 24 * 3600 * 1000;

/**
 * The statements that lakegoose has submitted for this person and has given out of its hands, in a file that all its
 * processes share: any of them may poll a statement, and the next start ends those that a killed one left running.
 * No text and no rows are kept. Where the file cannot be used, the registry lives in memory.
 */
export class Registry {
  private readonly database: DatabaseSync;
  /** Each SQL text is prepared once: every statement of a person goes through three of them. */
  private readonly prepared = new Map<string, StatementSync>();

  private constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    // Of another version: what it knows ends with its statements, in a day at the most.
    const { user_version: found } = z
      .looseObject({ user_version: z.number() })
      .parse(this.database.prepare('PRAGMA user_version').get());
    if (found !== version) this.database.exec('DROP TABLE IF EXISTS statement');
    this.database.exec(table);
    this.database.exec(`PRAGMA user_version = ${version}`);
    this.database.prepare('DELETE FROM statement WHERE submitted < ?').run(Date.now() - keptMs);
  }

  static async open(directory: string): Promise<Registry> {
    try {
      await makeDirectory(directory, 0o700);
      return new Registry(join(directory, 'statements.db'));
    } catch {
      return new Registry(':memory:');
    }
  }

  add(submitted: Omit<Entry, 'submitted' | 'polled' | 'ending'>): Entry {
    const { id, host, warehouse, session, row_limit } = submitted;
    const now = Date.now();
    this.sql(
      'INSERT OR REPLACE INTO statement (id, host, warehouse, session, submitted, polled, row_limit) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(id, host, warehouse, session, now, now, row_limit);
    return { ...submitted, submitted: now, polled: now, ending: null };
  }

  find(id: string): Entry | undefined {
    return this.read('id = ?', id)[0];
  }

  /** The session becomes the one that has to end the statement. */
  polled(id: string, session: string): void {
    this.sql('UPDATE statement SET session = ?, polled = ? WHERE id = ?').run(session, Date.now(), id);
  }

  /** The statement has ended on the warehouse; its result may still be asked for. */
  over(id: string): void {
    this.sql('UPDATE statement SET over = 1 WHERE id = ?').run(id);
  }

  /** Lakegoose itself is about to end the statement. */
  ending(id: string, why: Ending): void {
    this.sql('UPDATE statement SET ending = ? WHERE id = ?').run(why, id);
  }

  /** Those of a host that have not ended as far as is known. */
  underWay(host: string): Entry[] {
    return this.read('host = ? AND over = 0', host);
  }

  close(): void {
    this.database.close();
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
