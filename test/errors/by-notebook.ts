import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../src/messages/categories.ts';
import { notebookText } from '../support/notebook-folder.ts';
import type { Provocation, Stage } from './stage.ts';

/** A folder with this notebook, and with a Python for it, which is that program. */
async function folderWith({ folder }: Stage, name: string, text: string | Buffer, python?: string): Promise<string> {
  const path = join(folder, `notebook-${name}`);
  await mkdir(join(path, '.venv/bin'), { recursive: true });
  await writeFile(join(path, 'x.ipynb'), text);
  if (python !== undefined) await symlink(python, join(path, '.venv/bin/python')).catch(() => undefined);
  return path;
}

const plain = notebookText(['1 + 1']);
const reads =
  (name: string, text: string | Buffer, given: Readonly<Record<string, unknown>> = {}): Provocation =>
  async (stage) =>
    stage.hears(stage.real(), 'read_notebook', { path: 'x.ipynb', ...given }, await folderWith(stage, name, text));
const isGiven =
  (path: string): Provocation =>
  ({ hears, real }) =>
    hears(real(), 'read_notebook', { path });
const makes =
  (path: string, folder?: string): Provocation =>
  async (stage) => {
    const directory = folder ?? (await folderWith(stage, 'made', plain));
    return stage.hears(stage.real(), 'write_notebook', { path, action: 'create', source: '1' }, directory);
  };
const runs =
  (name: string, text: string, own: Readonly<Record<string, string>> = {}, python = '/bin/false'): Provocation =>
  async (stage) => {
    const folder = await folderWith(stage, name, text, python);
    return stage.hears(stage.real(own), 'run_notebook', { path: 'x.ipynb' }, folder);
  };
/** On a cluster of the scripted workspace. */
const runsOn =
  (cluster: string, own: Readonly<Record<string, string>> = {}): Provocation =>
  async (stage) => {
    const environment = stage.on(stage.scripted.host, { DATABRICKS_CLUSTER_ID: cluster, ...own });
    const folder = await folderWith(stage, cluster, plain, '/bin/false');
    return stage.hears(environment, 'run_notebook', { path: 'x.ipynb' }, folder);
  };

export const byNotebook: Readonly<Record<Extract<ErrorCode, `notebook.${string}`>, Provocation>> = {
  'notebook.no_ending': isGiven('sample.py'),
  'notebook.outside': isGiven('../sample.ipynb'),
  'notebook.not_there': isGiven('nowhere/sample.ipynb'),
  'notebook.unreadable': reads('latin', Buffer.from('{"cells": "caf\u00e9"}', 'latin1')),
  'notebook.not_a_notebook': reads('text', 'Dear reader, this is a letter.'),
  'notebook.old_format': reads('old', '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}'),
  'notebook.new_format': reads('new', '{"nbformat": 5, "nbformat_minor": 0, "metadata": {}, "cells": []}'),
  'notebook.broken_cell': reads('broken', plain.replace('"outputs"', '"outputz"')),
  'notebook.no_such_cell': reads('short', plain, { from: 9 }),
  'notebook.exists': makes('x.ipynb'),
  'notebook.no_folder': makes('nowhere/x.ipynb'),
  // No file can be made in this folder, whoever one is.
  'notebook.not_writable': makes('x.ipynb', '/proc'),
  'notebook.no_kernel': runs('no-kernel', notebookText(['1'], {})),
  'notebook.other_language': runs('r', notebookText(['1'], { kernelspec: { name: 'ir', language: 'R' } })),
  'notebook.refused': runs('drops', notebookText(['spark.sql("DROP TABLE main.a.b")'])),
  'notebook.no_cluster': runs('no-cluster', plain),
  'notebook.no_python': runs('no-python', plain, { DATABRICKS_CLUSTER_ID: 'any' }, '/nowhere'),
  'notebook.no_such_cluster': runs('no-such-cluster', plain, { DATABRICKS_CLUSTER_ID: 'nowhere' }),
  'notebook.kernel_failed': (stage) =>
    runs('no-kernel-there', plain, { DATABRICKS_CLUSTER_ID: stage.workspace.clusterId })(stage),
  'notebook.not_ended': async (stage) => {
    const python = join(stage.folder, 'not-ended');
    const ended = { event: 'ended', outcome: 'cancelled', left: 'No answer.' };
    await writeFile(python, `#!/bin/sh\necho '${JSON.stringify(ended)}'\n`, { mode: 0o755 });
    return runs('not-ended', plain, { DATABRICKS_CLUSTER_ID: stage.workspace.clusterId }, python)(stage);
  },
  'notebook.kernel_lost': async (stage) => {
    const python = join(stage.folder, 'kernel-lost');
    await writeFile(python, `#!/bin/sh\necho '{"event": "cell_started", "cell": 1}'\nexit 1\n`, { mode: 0o755 });
    return runs('kernel-lost', plain, { DATABRICKS_CLUSTER_ID: stage.workspace.clusterId }, python)(stage);
  },
  'notebook.cluster_failed': runsOn('broken'),
  'notebook.cluster_too_slow': runsOn('stuck', { LAKEGOOSE_CLUSTER_SECONDS: '1' }),
  'notebook.no_such_run': ({ hears, real }) => hears(real(), 'poll_notebook_run', { run_id: 'nobody-s' }),
  'notebook.cancelled': async (stage) => {
    const own = { DATABRICKS_CLUSTER_ID: 'stuck', LAKEGOOSE_ANSWER_SECONDS: '2' };
    const folder = await folderWith(stage, 'cancelled', plain, '/bin/false');
    const environment = stage.on(stage.scripted.host, own);
    const agent = await stage.agent(environment, folder);
    const { text } = await agent.call('run_notebook', { path: 'x.ipynb' });
    const run_id = /run_id (\w+)/.exec(text)?.[1];
    const waiting = agent.call('poll_notebook_run', { run_id });
    await agent.call('poll_notebook_run', { run_id, cancel: true });
    return (await waiting).text;
  },
};
