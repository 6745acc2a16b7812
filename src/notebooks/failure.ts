import { stripVTControlCharacters } from '../base/node-util.ts';
import type { CellError } from './driver.ts';
import type { CellResult } from './file/merge-outputs.ts';
import { joined, type Notebook } from './file/notebook.ts';

/** Where a notebook stopped. */
export type Failure = {
  readonly cell: number;
  /** The line of the cell, and what stands there, where the trace tells it. */
  readonly line?: number;
  readonly source?: string;
  readonly message: string;
};

/** How Python and IPython name the cell in a trace: `File <command-1>:2`, `File "<string>", line 2`, `Cell In[1], line 2`. */
const place = /(?:<(?:command|cell|string|stdin|ipython)[^>]*>"?|Cell In ?\[\d+\])(?:, line |:| line )(\d+)/g;
const arrow = /^-+> ?(\d+) /gm;

export function failureOf({ cell }: CellResult, error: CellError, { cells }: Notebook): Failure {
  const trace = traceOf(error);
  const [, found] = [...trace.matchAll(place)].at(-1) ?? [...trace.matchAll(arrow)].at(-1) ?? [];
  const line = Number(found ?? 0);
  const source = joined(cells[cell - 1]?.source)
    .split('\n')
    [line - 1]?.trim();
  const message = stripVTControlCharacters(error.evalue).trim();
  return { cell, message, ...(source === undefined ? {} : { line, source }) };
}

/** Whether the cell itself failed, or gave something before; and not the way to the cluster. */
export function isOfTheCell({ outputs }: CellResult, error: CellError): boolean {
  const trace = traceOf(error).trim();
  const isRaised = trace !== '' && trace !== stripVTControlCharacters(error.evalue).trim();
  return isRaised || outputs.some((one) => one.output_type !== 'error' && one.name !== 'stderr');
}

function traceOf({ traceback }: CellError): string {
  return stripVTControlCharacters(joined(typeof traceback === 'string' ? traceback : traceback.join('\n')));
}
