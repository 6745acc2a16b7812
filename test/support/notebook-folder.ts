import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { registerKernel } from '../../src/bootstrap/python/make-environment.ts';
import { pythonWith } from './python-environment.ts';
import { repository } from './run-cli.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { testWorkspace } from './test-workspace.ts';

let made: Promise<string> | undefined;

/** The Python of notebooks, of the packages that a person gets, with the kernel `databricks`. */
function notebookPython(): Promise<string> {
  made ??= pythonWith([join(repository, '.devcontainer/python/requirements.txt')], (home) =>
    registerKernel(home, {
      environment: process.env,
      pins: join(repository, '.devcontainer'),
      cache: home,
      machine: process.arch,
      signal: new AbortController().signal,
      tell: () => undefined,
    }),
  );
  return made;
}

type Options = Omit<NonNullable<Parameters<typeof testWorkspace>[0]>, 'python'>;

/** A person's folder with notebooks and their Python, and a local workspace whose cluster runs them. */
export async function notebookFolder(options: Options = {}) {
  await using stack = new AsyncDisposableStack();
  const python = await notebookPython();
  const workspace = stack.use(await testWorkspace({ ...options, python }));
  const folder = stack.use(await temporaryDirectory());
  const at = (name: string) => join(folder.path, name);
  await symlink(dirname(dirname(python)), at('.venv'));
  await copyFile(join(repository, 'pyproject.toml'), at('pyproject.toml'));
  await mkdir(at('notebooks'));
  await copyFile(join(repository, 'notebooks/sample.ipynb'), at('notebooks/sample.ipynb'));
  const kept = stack.move();
  return {
    workspace,
    path: folder.path,
    at,
    environment: { ...workspace.environment, HOME: folder.path, DATABRICKS_CLUSTER_ID: workspace.clusterId },
    /** Writes a notebook of these code cells; gives its path in the folder. */
    write: async (name: string, ...cells: readonly string[]) => {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), notebookText(cells));
      return name;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const kernel = { kernelspec: { display_name: 'Databricks', language: 'python', name: 'databricks' } };

/** A notebook of code cells, as a file has it. */
export function notebookText(cells: readonly string[], metadata: object = kernel): string {
  const made = cells.map((source, at) => ({
    ...{ cell_type: 'code', execution_count: null, id: `cell-${at + 1}`, metadata: {}, outputs: [], source },
  }));
  return `${JSON.stringify({ cells: made, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}
