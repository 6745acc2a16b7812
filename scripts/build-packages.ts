import { chmod, copyFile, cp, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileWhole } from '../src/base/files.ts';
import { version } from '../src/base/version.ts';
import { bundle, workspacePackage } from './bundle.ts';

const root = join(import.meta.dirname, '..');
const packageFile = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/** What carries a part of its own for each kind of machine, and so cannot be bundled. */
const engine = '@duckdb/node-api';

/**
 * Builds the two packages that are published, from nothing: `lakegoose` and `lakegoose-workspace`, each a folder in `folder`
 * that `npm pack` takes.
 */
export async function buildPackages(folder: string): Promise<readonly string[]> {
  const { dependencies } = packageFile.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const cli = join(folder, 'lakegoose');
  await start(cli);
  // As deep as the sources are: the program finds its own folder from where it is.
  await bundle('src/cli.ts', 'cli', join(cli, 'lib/js'));
  // `lakegoose harden` puts it into people's folders as it is.
  await cp(join(root, 'src/egress'), join(cli, 'lib/egress'), { recursive: true });
  // The Python of a person's folder runs it.
  await mkdir(join(cli, 'lib/notebooks'));
  for (const name of ['driver.py', 'kernel.py', 'lakegoose_kernel.py']) {
    await copyFile(join(root, 'src/notebooks', name), join(cli, 'lib/notebooks', name));
  }
  await mkdir(join(cli, 'bin'));
  await copyFile(join(root, 'scripts/packages/lakegoose.sh'), join(cli, 'bin/lakegoose'));
  await chmod(join(cli, 'bin/lakegoose'), 0o755);
  await describe(cli, {
    name: 'lakegoose',
    description: "Ask your company's Databricks data in plain words, with Goose and a guard that keeps the data safe.",
    bin: { lakegoose: 'bin/lakegoose' },
  });
  const workspace = join(folder, workspacePackage);
  await start(workspace);
  await bundle('src/local-workspace/index.ts', 'index', join(workspace, 'lib'), { external: [/^@duckdb\//] });
  await cp(join(root, 'src/local-workspace/python'), join(workspace, 'lib/python'), { recursive: true });
  await describe(workspace, {
    name: workspacePackage,
    description:
      'The local workspace of lakegoose: the REST API of Databricks over an embedded database, for trying and testing.',
    exports: './lib/index.mjs',
    dependencies: { [engine]: dependencies[engine] },
  });
  return [cli, workspace];
}

async function start(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES.md']) await copyFile(join(root, file), join(folder, file));
  await copyFile(join(root, `scripts/packages/${basename(folder)}.md`), join(folder, 'README.md'));
}

async function describe(folder: string, own: object): Promise<void> {
  const common = { version, license: 'Apache-2.0', type: 'module', engines: { node: '>=24' } };
  await writeFileWhole(join(folder, 'package.json'), `${JSON.stringify({ ...own, ...common }, undefined, 2)}\n`);
}

if (import.meta.main) for (const built of await buildPackages(join(root, 'dist'))) process.stdout.write(`${built}\n`);
