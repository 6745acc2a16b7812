import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { withLock } from '../../base/lock.ts';
import { makeDirectory } from '../../base/make-directory.ts';
import { lastLine } from '../../base/shell.ts';
import { loadSettings } from '../../settings/load.ts';
import { ownDirectory } from '../../settings/own-directory.ts';
import { resolveWorkspace } from '../../settings/workspace.ts';
import type { Outcome, Step, StepContext } from '../step.ts';

const startSeconds = 60;

/** The local workspace answers, where it is the one that is meant; it runs on until the container stops. */
export const localWorkspaceStep: Step = {
  name: 'local-workspace',
  title: 'bootstrap.local_workspace',
  needs: ['workspace'],
  run: async (context) => {
    const settings = await loadSettings(context.environment, context.directory);
    const { kind, host } = await resolveWorkspace(settings, context.environment.HOME);
    if (kind === 'remote') return { state: 'skipped', code: 'bootstrap.local_not_meant', facts: { host } };
    const running: Outcome = { state: 'unchanged', code: 'bootstrap.local_running', facts: { host } };
    if (await answers(host)) return running;
    context.tell('bootstrap.local_starting');
    // Of two that start it at once, the second would find its data in use.
    const lock = join(ownDirectory('state', context.environment), 'workspace-start.lock');
    return withLock(lock, { waitSeconds: startSeconds, signal: context.signal }, async (): Promise<Outcome> => {
      if (await answers(host)) return running;
      await start(context, host);
      return { state: 'done', code: 'bootstrap.local_started', facts: { host } };
    });
  },
};

async function start({ cli, environment, directory, signal }: StepContext, host: string): Promise<void> {
  const kept = join(ownDirectory('data', environment), 'workspace');
  const logs = ownDirectory('state', environment);
  const logFile = join(logs, 'workspace.log');
  const log = await makeDirectory(logs, 0o700)
    .then(() => open(logFile, 'w', 0o600))
    .catch((error: unknown) => {
      const facts = { path: logFile, reason: reasonOf(error), fix: fixOf(error) };
      throw new LakegooseError('bootstrap.log_not_writable', facts, { cause: error });
    });
  const [program, ...words] = cli;
  const port = new URL(host).port || '80';
  const args = [...words, 'workspace', '--port', port, '--data', kept, '--consent', 'given'];
  // A session of its own: it outlives the command that started it, and the terminal.
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...environment },
    detached: true,
    // Its output is for a person before it, and has a token in it.
    stdio: ['ignore', 'ignore', log.fd],
  });
  const ended = Promise.withResolvers<void>();
  child.once('error', () => ended.resolve());
  child.once('exit', () => ended.resolve());
  let isOver = false;
  void ended.promise.then(() => {
    isOver = true;
  });
  try {
    for (const deadline = Date.now() + startSeconds * 1000; !(await answers(host)); await sleep(50)) {
      signal.throwIfAborted();
      if (!isOver && Date.now() <= deadline) continue;
      const reason = lastLine(await readFile(logFile, 'utf8')) || '–';
      throw new LakegooseError('bootstrap.local_not_started', { host, reason });
    }
  } finally {
    await log.close();
    child.unref();
  }
}

/** Whether something answers there as a workspace does, before anybody has signed in. */
async function answers(host: string): Promise<boolean> {
  try {
    const response = await fetch(`${host}/.well-known/databricks-config`, { signal: AbortSignal.timeout(2000) });
    return response.ok && (await response.text()).includes('"workspace_id"');
  } catch {
    return false;
  }
}
