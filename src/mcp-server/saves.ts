import { LakegooseError } from '../base/errors.ts';
import type { Row } from '../databricks-api/statements.ts';
import { placeInFolder } from '../statements/result-files/place-in-folder.ts';
import { saveRows } from '../statements/result-files/save-rows.ts';
import type { Result } from '../statements/statement.ts';
import { within } from '../statements/within.ts';
import type { Saved } from './result/saved-text.ts';

type Place = {
  /** The working folder, which the file may not leave. */
  readonly directory: string;
  readonly name: string;
};
type Waiting = {
  readonly seconds: number;
  /** Aborted when who asked for the file is gone. */
  readonly gone: AbortSignal;
};
/** How far a file is that takes longer than its caller can wait. */
export type Saving = { readonly rows: number; readonly rowCount: number | undefined };

type Save = {
  readonly statementId: string;
  readonly rowCount: number | undefined;
  readonly work: Promise<Saved>;
  readonly stop: AbortController;
  rows: number;
  waiting: number;
  /** Its caller was told to ask again, so that it goes on without anybody who waits. */
  isLeft: boolean;
  isOver: boolean;
};

/** So many files that were finished in the background are remembered until they are asked for. */
const mostLeft = 100;

/** The files that a server writes, each by one writer. A file may be finished after the call that asked for it. */
export class Saves {
  private readonly byPath = new Map<string, Save>();

  /** Begins a file with the rows of a result, or waits on for it. Throws as `saveRows` does. */
  async save(place: Place, result: Result, waiting: Waiting): Promise<Saved | Saving> {
    const { path } = await placeInFolder(place.directory, place.name);
    const known = this.byPath.get(path);
    if (known !== undefined && known.statementId !== result.statementId) {
      throw new LakegooseError('files.exists', { path });
    }
    if (known === undefined) this.begin(path, place, result);
    const saved = await this.wait(place, result.statementId, waiting);
    if (saved === undefined) throw new LakegooseError('statements.cancelled');
    return saved;
  }

  /** Waits on for a file of the statement that has been begun; undefined where none was. */
  async wait(place: Place, statementId: string, { seconds, gone }: Waiting): Promise<Saved | Saving | undefined> {
    const { path } = await placeInFolder(place.directory, place.name);
    const save = this.byPath.get(path);
    if (save?.statementId !== statementId) return undefined;
    save.waiting += 1;
    try {
      const saved = await within(save.work, seconds, gone);
      save.isLeft ||= saved === undefined;
      if (saved === undefined) return { rows: save.rows, rowCount: save.rowCount };
      this.byPath.delete(path);
      return saved;
    } catch (error) {
      if (!gone.aborted) this.byPath.delete(path);
      throw error;
    } finally {
      save.waiting -= 1;
      if (save.waiting === 0 && !save.isLeft) save.stop.abort();
    }
  }

  /** Ends what is still being written; nothing of it is left over. */
  async close(): Promise<void> {
    const all = [...this.byPath.values()];
    for (const { stop } of all) stop.abort();
    await Promise.allSettled(all.map(({ work }) => work));
  }

  private begin(path: string, { directory, name }: Place, { columns, cutBy, ...result }: Result): void {
    const stop = new AbortController();
    const { signal } = stop;
    const rows = result.batches(signal);
    const count = (some: readonly Row[]) => {
      save.rows += some.length;
    };
    const work = saveRows({ directory, name, columns, rows: counted(rows, count), signal }).then((saved) => ({
      ...saved,
      ...(cutBy === undefined ? {} : { cutBy }),
    }));
    const { statementId, rowCount } = result;
    const save: Save = { statementId, rowCount, work, stop, rows: 0, waiting: 0, isLeft: false, isOver: false };
    this.byPath.set(path, save);
    const end = () => {
      save.isOver = true;
    };
    work.then(end, () => {
      end();
      // A file that nobody has been told of yet may be begun anew.
      if (!save.isLeft) this.byPath.delete(path);
    });
    const [oldest] = [...this.byPath].filter(([, { isOver }]) => isOver);
    if (oldest !== undefined && this.byPath.size > mostLeft) this.byPath.delete(oldest[0]);
  }
}

async function* counted(rows: AsyncIterable<readonly Row[]>, count: (some: readonly Row[]) => void) {
  for await (const some of rows) {
    count(some);
    yield some;
  }
}
