import { randomUUID } from 'node:crypto';
import { LakegooseError } from '../base/errors.ts';
import type { Opened } from '../notebooks/file/read-notebook.ts';
import type { UnseenPlace } from '../notebooks/guard/judge-cells.ts';
import { judgeNotebook, type Ran, type Runner, type RunProgress, runNotebook } from '../notebooks/run-notebook.ts';
import { timeLimits } from '../settings/schema.ts';
import { within } from '../statements/within.ts';

export type Waiting = {
  readonly seconds: number;
  /** Aborted when who waits is gone. */
  readonly gone: AbortSignal;
  /** Told at once what could not be judged: a run may fail after cells have run. */
  readonly onUnseen: (unseen: readonly UnseenPlace[]) => void;
  readonly onProgress: (progress: RunProgress) => void;
};

/** A run as it is when its caller cannot wait any longer, or when it is over. */
export type RunState = {
  readonly id: string;
  readonly notebook: Opened;
  readonly unseen: readonly UnseenPlace[];
  readonly seconds: number;
  readonly progress: RunProgress | undefined;
  readonly cellsDone: number;
  /** Undefined while it runs. */
  readonly ran: Ran | undefined;
};

type Run = {
  readonly id: string;
  readonly notebook: Opened;
  readonly unseen: readonly UnseenPlace[];
  readonly began: number;
  /** Undefined while it runs. It may be asked for long after. */
  ended: number | undefined;
  readonly stop: AbortController;
  readonly work: Promise<Ran>;
  readonly listeners: Set<Waiting['onProgress']>;
  progress: RunProgress | undefined;
  cellsDone: number;
  waiting: number;
  /** Its caller was told to ask again, so that it goes on without anybody who waits; ended where nobody asks. */
  isLeft: boolean;
  unpolled: NodeJS.Timeout | undefined;
};

/** So many runs that ended in the background are remembered until they are asked for. */
const mostLeft = 20;

/** The notebooks that a server runs. A run may end after the call that began it. */
export class NotebookRuns {
  private readonly runs = new Map<string, Run>();
  private readonly runner: Runner;

  constructor(runner: Runner) {
    this.runner = runner;
  }

  /** Judges and begins a run, and waits for it. Throws as `judgeNotebook` and `runNotebook` do. */
  async begin(notebook: Opened, waiting: Waiting): Promise<RunState> {
    const unseen = judgeNotebook(notebook, this.runner);
    const stop = new AbortController();
    const work = runNotebook(notebook, this.runner, {
      signal: stop.signal,
      onProgress: (progress) => {
        run.progress = progress;
        for (const tell of run.listeners) tell(progress);
      },
      onCell: () => {
        run.cellsDone += 1;
      },
    });
    const run: Run = {
      ...{ id: randomUUID().slice(0, 8), notebook, unseen, began: performance.now(), ended: undefined, stop, work },
      ...{ listeners: new Set(), progress: undefined, cellsDone: 0, waiting: 0 },
      ...{ isLeft: false, unpolled: undefined },
    };
    this.runs.set(run.id, run);
    const end = () => {
      run.ended = performance.now();
    };
    work.then(end, end);
    const [oldest] = [...this.runs.values()].filter(({ ended }) => ended !== undefined);
    if (oldest !== undefined && this.runs.size > mostLeft) this.runs.delete(oldest.id);
    return this.wait(run.id, waiting);
  }

  /** Waits on for a run. Throws `notebook.no_such_run`, and what the run throws. */
  async wait(id: string, { seconds, gone, onUnseen, onProgress }: Waiting): Promise<RunState> {
    const run = this.find(id);
    onUnseen(run.unseen);
    clearTimeout(run.unpolled);
    run.waiting += 1;
    run.listeners.add(onProgress);
    try {
      const ran = await within(run.work, seconds, gone);
      if (ran === undefined) run.isLeft = true;
      else this.runs.delete(id);
      return stateOf(run, ran);
    } catch (error) {
      if (!gone.aborted) this.runs.delete(id);
      throw error;
    } finally {
      run.listeners.delete(onProgress);
      run.waiting -= 1;
      if (run.waiting === 0 && !run.isLeft) run.stop.abort();
      if (run.waiting === 0 && run.isLeft && run.ended === undefined) run.unpolled = this.endLater(run);
    }
  }

  /** Ends a run, its command on the cluster included, and waits for that. Throws as `wait` does. */
  async cancel(id: string, waiting: Waiting): Promise<RunState> {
    this.find(id).stop.abort();
    return this.wait(id, waiting);
  }

  /** Ends all runs. */
  async close(): Promise<void> {
    const all = [...this.runs.values()];
    for (const { stop } of all) stop.abort();
    await Promise.allSettled(all.map(({ work }) => work));
  }

  private endLater({ stop }: Run): NodeJS.Timeout {
    const { LAKEGOOSE_UNPOLLED_SECONDS: seconds = timeLimits.unpolled } = this.runner.settings;
    return setTimeout(() => stop.abort(), seconds * 1000).unref();
  }

  private find(id: string): Run {
    const run = this.runs.get(id);
    if (run === undefined) throw new LakegooseError('notebook.no_such_run', { run: id });
    return run;
  }
}

function stateOf({ id, notebook, unseen, began, ended, progress, cellsDone }: Run, ran: Ran | undefined): RunState {
  const seconds = Math.round(((ended ?? performance.now()) - began) / 1000);
  return { id, notebook, unseen, seconds, progress, cellsDone, ran };
}
