import { LakegooseError } from '../../base/errors.ts';
import type { Failure } from '../../notebooks/failure.ts';
import type { UnseenPlace } from '../../notebooks/guard/judge-cells.ts';
import type { RunProgress } from '../../notebooks/run-notebook.ts';
import { unseenKinds } from '../../notebooks/unseen-kinds.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';
import type { RunState } from '../notebook-runs.ts';
import { inLine } from '../result/escape.ts';
import { textBlock } from '../result/text-block.ts';
import { outputLines } from './cell-lines.ts';

const longestAnswer = 20_000;
const longestMessage = 4_000;
const longestSource = 200;
const longestUnseen = 1_000;
const longestPlace = 100;

/** What the model reads of a run: how far it is, or what it gave. Throws `notebook.cancelled`. */
export function runText({ id, notebook, unseen, seconds, progress, cellsDone, ran }: RunState): string {
  const name = inLine(notebook.name);
  if (ran === undefined) {
    const doing = progress === undefined ? 'starting' : runLine(progress);
    const done = `cells done: ${cellsDone}`;
    const state = `Not finished yet: ${name}, ${doing}, ${seconds} s; ${done}.`;
    return [`${state} Ask again with poll_notebook_run, run_id ${id}.`, ...unseenLines(unseen)].join('\n');
  }
  const { outcome, results, count, failure, isSaved, notSaved, left: onCluster } = ran;
  if (outcome === 'cancelled') throw new LakegooseError('notebook.cancelled');
  const why = notSaved === undefined ? '' : ` ${wordsOf(notSaved, 'en', inLine)}`;
  const where = isSaved ? 'The outputs are saved in the notebook.' : `The notebook is as it was.${why}`;
  const head =
    failure === undefined
      ? [`${name}: ${results.length} of ${count} cells ran in ${seconds} s. ${where}`]
      : [...failureLines(failure), `The cells after it did not run. ${where}`];
  const lines = [...head, ...leftLines(onCluster), ...unseenLines(unseen)];
  let left = longestAnswer - lines.join('\n').length;
  for (const { cell, outputs } of results) {
    const shown = outputLines(outputs);
    if (shown.length === 0) continue;
    const text = [`Cell ${cell}:`, ...shown].join('\n');
    left -= text.length + 1;
    if (left < 0) {
      lines.push(`Outputs from cell ${cell} on are left out here: read_notebook, from ${cell}.`);
      break;
    }
    lines.push(text);
  }
  return lines.join('\n');
}

/** Such as `cell 3 (2 of 6)`, for the bar of a client. */
export function runLine(progress: RunProgress): string {
  if (progress.step === 'cell') return `cell ${progress.cell} (${progress.number} of ${progress.count})`;
  return `waiting for cluster ${inLine(progress.name)} (${inLine(progress.state)}), ${progress.seconds} s`;
}

/** It begins with that word because Goose shows the model no mark for a failed call (facts `goose.md` §5). */
function failureLines({ cell, line, source, message }: Failure): readonly string[] {
  const place =
    line === undefined
      ? ''
      : `, line ${line}${source === undefined ? '' : `: ${inLine(source.slice(0, longestSource))}`}`;
  return [`Error: cell ${cell} failed${place}`, textBlock(message, { characters: longestMessage })];
}

/** Why something may be left on the cluster, where it may. */
export function leftLines(why: string | undefined): readonly string[] {
  if (why === undefined) return [];
  const cause = inLine(why.slice(0, longestMessage));
  return [
    `Something of this run may be left on the cluster, because the workspace did not say that it has ended: ${cause}`,
  ];
}

/** What the guard could not judge, for the person who said yes: each kind once for a cell, with its first line. */
export function unseenLines(unseen: readonly UnseenPlace[]): readonly string[] {
  if (unseen.length === 0) return [];
  const places = unseenKinds(unseen).map(({ cell, line, what, times }) => {
    const often = times === 1 ? '' : ` (${times} times)`;
    return inLine(`${cell}:${line} ${what}`).slice(0, longestPlace) + often;
  });
  let room = longestUnseen;
  const told = places.filter((place) => {
    room -= place.length + 2;
    return room >= 0;
  });
  const rest = places.length === told.length ? '' : `, and ${places.length - told.length} more`;
  return [`Not judged, because it cannot be seen before it runs (cell:line): ${told.join(', ')}${rest}`];
}
