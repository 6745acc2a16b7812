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
const place = /(?:<(?:command|cell|string|stdin|ipython)[^>]*>"?|Cell In ?\[\d+\])(?:, line |:| line )(\d+)/;
const arrow = /^-+> ?(\d+) /m;
/** What was raised, and all that follows. */
const raised = /^(?:[a-z_]\w*\.)*\w*(?:Error|Exception|Exit|Interrupt|Warning)\b(?!\s*Traceback)(?:.|\n)*/im;

/** Python tells a chain of errors from the first one on; the last of them stopped the cell. */
const chained = /^(?:The above exception was the direct cause|During handling of the above exception).*$/m;
const last = (text: string): string => text.split(chained).at(-1)?.trim() ?? text;

/** A cluster may tell the trace with the message. The first place is the line of this cell; below it are its functions. */
export function failureOf({ cell }: CellResult, error: CellError, { cells }: Notebook): Failure {
  const said = last(stripVTControlCharacters(error.evalue).trim());
  const trace = `${said}\n${last(traceOf(error))}`;
  const [, found] = place.exec(trace) ?? arrow.exec(trace) ?? [];
  const line = Number(found ?? 0);
  const source = joined(cells[cell - 1]?.source)
    .split('\n')
    [line - 1]?.trim();
  const isTrace = /^Traceback|^-{10,}$/m.test(said);
  const message = (isTrace ? raised.exec(said)?.[0] : undefined) ?? said;
  return { cell, message, ...(source === undefined ? {} : { line, source }) };
}

function traceOf({ traceback }: CellError): string {
  return stripVTControlCharacters(joined(typeof traceback === 'string' ? traceback : traceback.join('\n')));
}
