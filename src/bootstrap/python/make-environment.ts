import { randomUUID } from 'node:crypto';
import { copyFile, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import { makeDirectory } from '../../base/make-directory.ts';
import { kernelModule } from '../../notebooks/kernel-module.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { type Fetching, runFor } from '../tools/fetching.ts';
import { programDirectory } from '../tools/places.ts';
import { noteWhole, packagesOf } from './environment-state.ts';

type Wanted = {
  /** Where it is found: a link. */
  readonly home: string;
  /** Where the environments of `home` are: beside uv's cache, so that files are linked and not copied. */
  readonly folder: string;
  /** The requirements with their hashes, and the digest of that file. */
  readonly list: string;
  readonly pins: string;
};

const tool = 'Python';
/** What the Databricks kernel asks for, and Debian 12 has. */
const versions = '>=3.11';

/**
 * Makes a new environment, to which `home` leads when everything is in it: until then, and where it fails, to the one before.
 * Throws `python.failed`, `python.none`, `python.no_uv`, `python.not_writable`.
 */
export async function makeEnvironment({ home, folder, list, pins }: Wanted, fetching: Fetching): Promise<void> {
  const made = join(folder, randomUUID());
  try {
    await makeDirectory(folder);
    const before = await readlink(home).catch(() => undefined);
    await fill(made, home, list, fetching);
    await lead(home, made);
    try {
      await registerKernel(home, fetching);
      await noteWhole(home, pins);
    } catch (error) {
      await (before === undefined ? rm(home) : lead(home, before));
      throw error;
    }
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw explained(error, home);
  }
  for (const other of await readdir(folder)) {
    if (other !== basename(made)) await rm(join(folder, other), { recursive: true, force: true });
  }
}

async function fill(made: string, home: string, list: string, fetching: Fetching): Promise<void> {
  const placed = join(programDirectory(fetching.environment), 'uv');
  const uv = (await isThere(placed)) ? placed : 'uv';
  // There uv finds what a person has set for it, in pyproject.toml or uv.toml.
  const more = { directory: dirname(home), environment: mirrors(fetching.environment) };
  const wished = ['--quiet', '--no-python-downloads', '--python', versions];
  await runFor(tool, fetching, [uv, 'venv', ...wished, made], more);
  const checked = ['--quiet', '--require-hashes', '--no-deps', '--only-binary', ':all:'];
  const wanted = ['--requirement', list, '--python', join(made, 'bin', 'python')];
  await runFor(tool, fetching, [uv, 'pip', 'install', ...checked, ...wanted], more);
}

async function lead(home: string, made: string): Promise<void> {
  const part = `${home}.part`;
  await rm(part, { force: true });
  await symlink(made, part);
  await rename(part, home);
}

/** The kernel's own installer, for our program that starts it; `-P` for a notebook beside a file called like a library. */
const register = `from jupyter_databricks_kernel import install
install.KERNEL_SPEC["argv"][1:3] = ["-P", "-m", "${basename(kernelModule, '.py')}"]
install.main()`;

/** Jupyter and VS Code find the kernel `databricks` in the environment, by the place that a person knows. */
export async function registerKernel(home: string, fetching: Fetching): Promise<void> {
  const packages = await packagesOf(home);
  if (!(await isThere(join(packages, 'jupyter_databricks_kernel')))) return;
  await copyFile(kernelModule, join(packages, basename(kernelModule)));
  await runFor(tool, fetching, [join(home, 'bin', 'python'), '-c', register]);
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
    return new LakegooseError(
      'python.not_writable',
      { path, reason: reasonOf(error), fix: fixOf(error) },
      { cause: error },
    );
  }
  const { reason = '' } = error.facts;
  if (error.code === 'tools.no_program') return new LakegooseError('python.no_uv', {}, { cause: error });
  if (error.code !== 'tools.failed') return error;
  return /no interpreter found/i.test(String(reason))
    ? new LakegooseError('python.none', { versions }, { cause: error })
    : new LakegooseError('python.failed', { reason }, { cause: error });
}
