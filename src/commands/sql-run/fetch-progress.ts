import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import type { RowCount } from '../../statements/result-files/row-text.ts';
import type { progressLine } from '../../terminal/progress-line.ts';

/** What has come of a result; kept up to date by whoever fetches it. */
export type Fetched = RowCount & {
  bytes: number;
  /** Takes the line away: what follows may go to the same terminal. */
  readonly over: () => void;
};

type Told = {
  readonly line: ReturnType<typeof progressLine>;
  readonly language: Language;
  readonly rowCount: number | undefined;
};

/** Looks at it so often: the rows themselves come in hundreds of small groups a second. */
const everyMs = 250;

/** Fetches a result, and tells meanwhile how far it has come. A storage that is silent is seen by its seconds. */
export async function tellingProgress<T>(
  { line, language, rowCount }: Told,
  fetch: (fetched: Fetched) => Promise<T>,
): Promise<T> {
  const over = () => {
    clearInterval(timer);
    line.clear();
  };
  const fetched: Fetched = { rows: 0, bytes: 0, formulaCells: 0, over };
  const began = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    const megabytes = (fetched.bytes / 1_000_000).toFixed(1);
    line.show(
      fetched.bytes > 0
        ? say(language, 'sql.fetched_bytes', { megabytes, seconds })
        : say(language, 'sql.fetched_rows', { rows: fetched.rows, total: rowCount ?? '…', seconds }),
    );
  }, everyMs);
  try {
    return await fetch(fetched);
  } finally {
    over();
  }
}

/** The same, counted as it passes. */
export async function* counting<T extends { readonly length: number }>(
  items: AsyncIterable<T>,
  fetched: Fetched,
  what: 'rows' | 'bytes',
): AsyncGenerator<T> {
  for await (const item of items) {
    fetched[what] += item.length;
    yield item;
  }
}
