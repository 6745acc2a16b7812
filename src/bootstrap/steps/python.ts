import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileIfThere } from '../../base/files.ts';
import { withLock } from '../../base/lock.ts';
import { kernelModule } from '../../notebooks/kernel-module.ts';
import { ownDirectory } from '../../settings/own-directory.ts';
import { folderWith } from '../../settings/upward.ts';
import { environmentState, environmentsOf } from '../python/environment-state.ts';
import { makeEnvironment } from '../python/make-environment.ts';
import type { Outcome, Step } from '../step.ts';

const longestMakeSeconds = 1800;

/** The Python of notebooks and scripts, in `.venv`: what `.devcontainer/python` pins, and the kernel `databricks`. */
export const pythonStep: Step = {
  name: 'python',
  title: 'bootstrap.python',
  needs: [],
  run: async ({ environment, directory, signal, tell }) => {
    const pinned = '.devcontainer/python/requirements.txt';
    const project = folderWith(pinned, directory, environment) ?? directory;
    const list = join(project, pinned);
    const text = await readFileIfThere(list);
    if (text === undefined) return { state: 'skipped', code: 'python.no_pins', facts: { path: list } };
    const pins = createHash('sha256')
      .update(text)
      .update(await readFile(kernelModule))
      .digest('hex');
    const home = join(project, '.venv');
    const cache = ownDirectory('cache', environment);
    // Each folder has its own, because a person may add packages.
    const folder = join(cache, environmentsOf(project));
    const there: Outcome = { state: 'unchanged', code: 'python.there', facts: { path: home } };
    if ((await environmentState(home, pins)) === 'whole') return there;
    const waiting = { waitSeconds: longestMakeSeconds, signal, onWait: () => tell('python.waits') };
    return withLock(`${folder}.lock`, waiting, async (): Promise<Outcome> => {
      // Another process may have made it meanwhile.
      const state = await environmentState(home, pins);
      if (state === 'whole') return there;
      if (state === 'own') return { state: 'skipped', code: 'python.own', facts: { path: home } };
      tell('python.making');
      const ownPins = join(project, '.devcontainer');
      const fetching = { environment, pins: ownPins, cache, machine: process.arch, signal, tell };
      await makeEnvironment({ home, folder, list, pins }, fetching);
      return { state: 'done', code: 'python.made', facts: { path: home } };
    });
  },
};
