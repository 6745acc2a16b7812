import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { execa } from 'execa';
import { writeFileWhole } from '../src/base/files.ts';
import { version } from '../src/base/version.ts';
import { workspacePackage } from './bundle.ts';

const root = join(import.meta.dirname, '..');

/** Taken as they are committed: a checkout that is used has results in its notebooks, or is hardened. */
const taken = ['.devcontainer', '.gitattributes', '.vscode', '.env.example', 'notebooks', 'pyproject.toml'];

const ignored = ['node_modules/', '.env', '.venv*', '*.log', '.*.part'];

const readme = `# Ask your data in plain words

1. Open this folder in VS Code and click "Reopen in Container".
2. When everything is ready, open a terminal and type \`goose\`.
3. Ask about the data, or say: run notebooks/sample.ipynb

Without more, a workspace with synthetic data answers. For your own: \`lakegoose login https://<your workspace>\`.
Python for notebooks and scripts is in \`.venv\`: \`uv run python …\`, \`uv run jupyter …\`. Its packages stand in \`pyproject.toml\`.
What can be set stands in \`.env.example\`; copy it to \`.env\`. Help: \`lakegoose --help\`.
`;

/**
 * Writes what a user of lakegoose has in their folder: the dev container, what can be set, and the dependency; no sources and
 * no tests of ours. `packages` are files of `npm pack` that are taken instead of the published packages. Gives what was left
 * out, because it is not committed in `source`.
 */
export async function exportUserFolder(
  folder: string,
  packages: readonly string[] = [],
  source = root,
): Promise<readonly string[]> {
  const names = ['lakegoose', workspacePackage];
  const unknown = packages.filter((path) => !names.some((name) => basename(path) === fileOf(name)));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')}: not the packages of this version, ${names.map(fileOf).join(' and ')}.`);
  }
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
  const { stdout: archive } = await execa({ cwd: source, encoding: 'buffer' })`git archive HEAD -- ${taken}`;
  await execa({ input: archive })`tar --extract --directory ${folder}`;
  const packed = await Promise.all(names.map((name) => takePackage(name, packages, folder)));
  const dependencies = Object.fromEntries(names.map((name, at) => [name, packed[at] ?? version]));
  await writeFileWhole(
    join(folder, 'package.json'),
    `${JSON.stringify({ private: true, dependencies }, undefined, 2)}\n`,
  );
  await writeFileWhole(join(folder, '.gitignore'), `${ignored.join('\n')}\n`);
  await writeFileWhole(join(folder, 'README.md'), readme);
  const { stdout: changes } = await execa({
    cwd: source,
  })`git status --porcelain --no-renames --untracked-files=all -z -- ${taken}`;
  return changes.split('\0').flatMap((line) => line.slice(3) || []);
}

/** As `npm pack` calls it. */
const fileOf = (name: string) => `${name}-${version}.tgz`;

async function takePackage(name: string, packages: readonly string[], folder: string): Promise<string | undefined> {
  const file = fileOf(name);
  const path = packages.find((one) => basename(one) === file);
  if (path === undefined) return undefined;
  await mkdir(join(folder, 'packages'), { recursive: true });
  await copyFile(path, join(folder, 'packages', file));
  return `file:packages/${file}`;
}

if (import.meta.main) {
  const [folder, ...packages] = process.argv.slice(2);
  const done =
    folder === undefined
      ? Promise.reject(new Error('Usage: npm run export -- FOLDER [PACKAGE.tgz …]'))
      : exportUserFolder(
          resolve(folder),
          packages.map((path) => resolve(path)),
        );
  await done.then(
    (leftOut) => {
      if (leftOut.length > 0) process.stderr.write(`Left out, because not committed: ${leftOut.join(', ')}\n`);
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
