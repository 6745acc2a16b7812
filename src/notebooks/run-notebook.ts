import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import type { Environment } from '../settings/dot-env.ts';
import { type Settings, timeLimits } from '../settings/schema.ts';
import type { Workspace } from '../settings/workspace.ts';
import type { Rules } from '../sql-guard/policy.ts';
import { type ClusterProgress, runningCluster } from './cluster.ts';
import { driverEvents } from './driver.ts';
import { type Failure, failureOf } from './failure.ts';
import { changeNotebook } from './file/change-notebook.ts';
import { type CellResult, withOutputs } from './file/merge-outputs.ts';
import { type Cell, joined, type Output } from './file/notebook.ts';
import { type Opened, refuseOtherKernel } from './file/read-notebook.ts';
import { findPython } from './find-python.ts';
import { judgeCells, type UnseenPlace } from './guard/judge-cells.ts';
import { kernelEnvironment } from './kernel-environment.ts';

/** What notebooks run with. */
export type Runner = {
  readonly client: DatabricksClient;
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly environment: Environment;
  /** Where the folder's Python is looked for. */
  readonly directory: string;
  readonly rules: Rules;
};

export type RunProgress =
  | ({ readonly step: 'cluster' } & ClusterProgress)
  /** `text` is what the kernel says of it. */
  | {
      readonly step: 'cell';
      readonly cell: number;
      readonly number: number;
      readonly count: number;
      readonly text: string;
    };

export type Ran = {
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly results: readonly CellResult[];
  readonly failure?: Failure;
  /** Why something may be left on the cluster. */
  readonly left?: string;
  /** How many cells there were to run. */
  readonly count: number;
  /** Whether what came of it stands in the file. */
  readonly isSaved: boolean;
  /** Why it does not, though it should. */
  readonly notSaved?: unknown;
};

type Watching = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onCell?: (result: CellResult, failure?: Failure) => void;
};

/** What can be said before anything runs. Throws as `judgeCells` and `refuseOtherKernel` do. */
export function judgeNotebook({ notebook, name }: Opened, { rules }: Runner): readonly UnseenPlace[] {
  refuseOtherKernel(notebook, name);
  return judgeCells(notebook, rules, name);
}

/**
 * Runs a notebook on the cluster, cell by cell, and puts what comes of it into its file at the end, unless it failed before
 * any output. What has to be said before is for `judgeNotebook`. Throws `notebook.no_cluster`, `notebook.no_python`,
 * `notebook.not_ended`, and as `runningCluster` and `driverEvents` do.
 */
export async function runNotebook(opened: Opened, runner: Runner, watching: Watching): Promise<Ran> {
  const { client, workspace, settings, environment, directory } = runner;
  const { signal, onProgress, onCell } = watching;
  const { clusterId, host } = workspace;
  if (clusterId === undefined) throw new LakegooseError('notebook.no_cluster', { host });
  const python = await findPython(directory, environment);
  const seconds = settings.LAKEGOOSE_CLUSTER_SECONDS ?? timeLimits.cluster;
  const onCluster = (progress: ClusterProgress) => onProgress({ step: 'cluster', ...progress });
  await runningCluster(client, clusterId, { seconds, signal, onProgress: onCluster });

  const { notebook, text, path } = opened;
  const count = notebook.cells.filter(isRun).length;
  const results: CellResult[] = [];
  let [outcome, cell]: [Ran['outcome'], number] = ['cancelled', 0];
  let [failure, left]: [Failure?, string?] = [];
  let isKept = false;
  const kernel = kernelEnvironment(environment, settings, workspace, clusterId);
  const asked = { python, environment: kernel, text, path, directory, startSeconds: seconds, signal };
  let isSaved = false;
  const save = async (): Promise<void> => {
    if (!isKept) return;
    await changeNotebook(opened, (now) => {
      const filled = withOutputs(now, notebook, results);
      isSaved = filled !== undefined;
      return filled;
    });
  };
  try {
    for await (const told of driverEvents(asked)) {
      if (told.event === 'ended') {
        ({ outcome, left } = told);
        isKept ||= outcome === 'done';
        if (outcome === 'cancelled' && left !== undefined) {
          throw new LakegooseError('notebook.not_ended', { message: left });
        }
      } else if (told.event === 'cell_ended') {
        const { error, ...result } = told;
        results.push(result);
        failure = error === undefined ? undefined : failureOf(result, error, notebook);
        isKept ||= result.outputs.some(isGiven);
        onCell?.(result, failure);
      } else {
        if (told.event === 'cell_started') cell = told.cell;
        const progressText = told.event === 'progress' ? told.text : '';
        onProgress({ step: 'cell', cell, number: results.length + 1, count, text: progressText });
      }
    }
  } catch (error) {
    // Also what came before a kernel that died; its end is what has to be told.
    await save().catch(() => undefined);
    throw error;
  }
  const notSaved = await save().catch((error: unknown) => error);
  return {
    outcome,
    results,
    count,
    isSaved: isSaved && notSaved === undefined,
    ...(notSaved === undefined ? {} : { notSaved }),
    ...(left === undefined ? {} : { left }),
    ...(outcome === 'failed' && failure !== undefined ? { failure } : {}),
  };
}

/** A cell that the kernel is given: nbclient passes over the others. */
function isRun({ cell_type, source, metadata: { tags } }: Cell): boolean {
  const isSkipped = Array.isArray(tags) && tags.includes('skip-execution');
  return cell_type === 'code' && joined(source).trim() !== '' && !isSkipped;
}

/** By a cell, and not by the kernel on its way to the cluster. */
function isGiven({ output_type, name }: Output): boolean {
  return output_type !== 'error' && name !== 'stderr';
}
