import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LakegooseError, reasonOf } from '../../base/errors.ts';
import { writeFileWhole } from '../../base/files.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { type Fetching, runFor } from '../tools/fetching.ts';
import { isThere, programDirectory } from '../tools/places.ts';
import { noteWhole, packagesOf } from './environment-state.ts';

type Wanted = {
  readonly home: string;
  /** The requirements with their hashes, and the digest of that file. */
  readonly list: string;
  readonly pins: string;
};

const tool = 'Python';
/** What the Databricks kernel asks for, and Debian 12 has. */
const versions = '>=3.11';
const specification = z.looseObject({ argv: z.array(z.string()) });

/**
 * Makes the environment beside its place, and puts it there when everything is in it: until then, and where it fails, the one
 * before stays. Throws `python.failed`, `python.none`, `python.no_uv`, `python.not_writable`.
 */
export async function makeEnvironment({ home, list, pins }: Wanted, fetching: Fetching): Promise<void> {
  const [part, before] = [`${home}.part`, `${home}.before`];
  try {
    for (const left of [part, before]) await rm(left, { recursive: true, force: true });
    await fill(part, list, fetching);
    await registerKernel(part, home, fetching);
    await noteWhole(part, home, pins);
    if (await isThere(home)) await rename(home, before);
    await rename(part, home);
    await rm(before, { recursive: true, force: true });
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw explained(error, home);
  }
}

async function fill(folder: string, list: string, fetching: Fetching): Promise<void> {
  const placed = join(programDirectory(fetching.environment), 'uv');
  const uv = (await isThere(placed)) ? placed : 'uv';
  // There uv finds what a person has set for it, in pyproject.toml or uv.toml.
  const more = { directory: join(folder, '..'), environment: mirrors(fetching.environment) };
  // Relocatable: its programs find it by where they are, and so outlive the renaming.
  const made = ['--quiet', '--relocatable', '--no-python-downloads', '--python', versions];
  await runFor(tool, fetching, [uv, 'venv', ...made, folder], more);
  const checked = ['--quiet', '--require-hashes', '--no-deps', '--only-binary', ':all:'];
  const wanted = ['--requirement', list, '--python', join(folder, 'bin', 'python')];
  await runFor(tool, fetching, [uv, 'pip', 'install', ...checked, ...wanted], more);
}

/** Jupyter and VS Code find the kernel `databricks` in the environment, by the place that it will have. */
async function registerKernel(folder: string, home: string, fetching: Fetching): Promise<void> {
  if (!(await isThere(join(await packagesOf(folder), 'jupyter_databricks_kernel')))) return;
  await runFor(tool, fetching, [join(folder, 'bin', 'python'), '-m', 'jupyter_databricks_kernel.install']);
  const file = join(folder, 'share', 'jupyter', 'kernels', 'databricks', 'kernel.json');
  const { argv, ...others } = specification.parse(JSON.parse(await readFile(file, 'utf8')));
  const moved = { argv: [join(home, 'bin', 'python'), ...argv.slice(1)], ...others };
  await writeFileWhole(file, `${JSON.stringify(moved, undefined, 2)}\n`);
}

/** Where pip is told of a mirror and uv is not, uv takes pip's. */
function mirrors(environment: Environment): Environment {
  const { PIP_INDEX_URL: index, PIP_EXTRA_INDEX_URL: others } = environment;
  const isTold = (...names: readonly string[]) => names.some((name) => environment[name]);
  return {
    ...(index && !isTold('UV_DEFAULT_INDEX', 'UV_INDEX_URL') ? { UV_DEFAULT_INDEX: index } : {}),
    ...(others && !isTold('UV_INDEX', 'UV_EXTRA_INDEX_URL') ? { UV_EXTRA_INDEX_URL: others } : {}),
  };
}

function explained(error: unknown, path: string): unknown {
  if (!(error instanceof LakegooseError)) {
    return new LakegooseError('python.not_writable', { path, reason: reasonOf(error) }, { cause: error });
  }
  const { reason = '' } = error.facts;
  if (error.code === 'tools.no_program') return new LakegooseError('python.no_uv', {}, { cause: error });
  if (error.code !== 'tools.failed') return error;
  return /no interpreter found/i.test(String(reason))
    ? new LakegooseError('python.none', { versions }, { cause: error })
    : new LakegooseError('python.failed', { reason }, { cause: error });
}
