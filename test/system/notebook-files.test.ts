import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { notebook } from '../../src/notebooks/file/notebook.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';
import { uvProgram } from '../support/uv.ts';

let person: Awaited<ReturnType<typeof notebookFolder>>;
beforeAll(async () => {
  person = await notebookFolder();
});
afterAll(() => person[Symbol.asyncDispose]());

const run = (path: string) =>
  runCli(['notebook', 'run', path], { environment: person.environment, directory: person.path });

describe('what was copied to the cluster goes with the run', () => {
  /** Tells the folder of the copy, and the archive from which it was made. */
  const tells = (name: string) => `import glob, json, os, zipfile
archives = [one for one in glob.glob("/tmp/jupyter_databricks_kernel_*/project.zip") if zipfile.is_zipfile(one)]
own = [one for one in archives if "${name}.ipynb" in zipfile.ZipFile(one).namelist()]
json.dump([os.getcwd(), *map(os.path.dirname, own)], open(${JSON.stringify(person.at(name))}, "w"))`;
  const cells = { done: 'print("done")', failed: '1 / 0', cancelled: 'import time\nprint("on")\ntime.sleep(600)' };

  test.each(Object.entries(cells))('that is %s', async (kind, cell) => {
    const name = `${kind}-${randomUUID()}`;
    const path = await person.write(`copied/${name}.ipynb`, tells(name), cell);
    await writeFile(person.at('copied/pyproject.toml'), '');
    const cli = startCli(['notebook', 'run', path], { environment: person.environment, directory: person.path });
    if (kind === 'cancelled') {
      await until(async () => (await readFile(person.at(name), 'utf8').catch(() => '')).endsWith(']'), 40);
      cli.kill('SIGINT');
    }
    await cli;
    const copies = z.array(z.string()).parse(JSON.parse(await readFile(person.at(name), 'utf8')));
    expect(copies).toEqual([
      expect.stringMatching(/^\/tmp\/jupyter_databricks_kernel\//),
      expect.stringMatching(/^\/tmp\/jupyter_databricks_kernel_/),
    ]);
    expect(copies.filter((one) => existsSync(one))).toEqual([]);
  });
});

describe('what goes to the cluster', () => {
  const hidden = [
    ...['.env', '.env.local', 'prod.env', '.dockerconfigjson', 'token.txt', 'terraform.tfstate', 'Passwords.csv'],
    ...['node_modules/a/index.js', '.git/config', '.docker/config.json', '.kube/config', '.config/x/hosts.yml'],
    ...['server.pem', 'SERVER.PEM', 'API.KEY', 'my-secrets.json', 'Secrets.json', 'Credentials.yml', 'id_dsa'],
  ];
  const tell = `import os
for folder, _, names in os.walk("."):
    for name in names:
        print(os.path.join(folder, name))`;

  async function plant(folder: string): Promise<void> {
    for (const name of [...hidden, 'helper.py']) {
      const path = person.at(join(folder, name));
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, '# planted\n');
    }
  }

  test('are the files beside the notebook, and no secret, whatever the project says', async () => {
    await plant('project');
    // A project of one's own that takes back what is left out.
    const own = '[tool.jupyter-databricks-kernel.sync]\nexclude = ["!.env", "!*.pem"]\nuse_gitignore = true\n';
    await writeFile(person.at('project/pyproject.toml'), own);
    const links = { 'settings.txt': '.env', 'a [b]!.csv': '../outside.csv', 'copy.py': 'helper.py' };
    await writeFile(person.at('outside.csv'), 'x\n');
    for (const [name, target] of Object.entries(links)) await symlink(target, person.at(join('project', name)));
    const path = await person.write('project/tells.ipynb', tell, 'import helper');
    const { exitCode, stdout } = await run(path);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').sort()).toEqual(['./copy.py', './helper.py', './pyproject.toml', './tells.ipynb']);
  });

  test('are no files of another folder, wherever a project points', async () => {
    await using other = await temporaryDirectory();
    await writeFile(join(other.path, 'private.csv'), 'x\n');
    const path = await person.write('foreign/tells.ipynb', tell);
    const source = JSON.stringify(other.path);
    const own = `[tool.jupyter-databricks-kernel.sync]\nsource = ${source}\n`;
    await writeFile(person.at('foreign/pyproject.toml'), own);
    const { stdout } = await run(path);
    expect(stdout.split('\n').sort()).toEqual(['./pyproject.toml', './tells.ipynb']);
  });

  test('are those of notebooks/ alone by uv run jupyter execute', async () => {
    await plant('.');
    await plant('notebooks');
    await symlink('..', person.at('notebooks/above'));
    await symlink('../.env', person.at('notebooks/.env.shared'));
    const path = await person.write('notebooks/tells.ipynb', tell);
    const words = ['run', 'jupyter', 'execute', path, '--inplace', '--kernel_name=databricks'];
    const { environment: env, path: cwd } = person;
    await execa(await uvProgram(), words, { cwd, env, extendEnv: false });
    const [cell] = notebook.parse(JSON.parse(await readFile(person.at(path), 'utf8'))).cells;
    const told = (cell?.cell_type === 'code' ? cell.outputs : []).flatMap(({ name, text = '' }) =>
      name === 'stdout' ? [text].flat() : [],
    );
    expect(told.map((line) => line.trim()).sort()).toEqual(['./helper.py', './sample.ipynb', './tells.ipynb']);
  });

  test('is nothing where it is too large, and that is said', async () => {
    const path = await person.write('large/tells.ipynb', tell);
    await writeFile(person.at('large/data.bin'), Buffer.alloc(11 * 1024 * 1024));
    await writeFile(person.at('large/pyproject.toml'), '');
    const { stdout } = await run(path);
    expect(stdout).toContain("File 'data.bin' (11.0MB) exceeds limit (10MB)");
    expect(stdout).not.toContain('./tells.ipynb');
  });

  test('is nothing where all of it together is too large, and that is said', async () => {
    const path = await person.write('heavy/tells.ipynb', tell);
    for (const name of ['a.bin', 'b.bin', 'c.bin'])
      await writeFile(person.at(`heavy/${name}`), Buffer.alloc(8 * 1024 * 1024));
    await writeFile(person.at('heavy/pyproject.toml'), '');
    const { exitCode, stdout } = await run(path);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Project size (24.0MB) exceeds limit (20MB)')]);
    expect(stdout).not.toContain('./tells.ipynb');
  });

  test('are the others where one cannot be copied', async () => {
    const path = await person.write('odd/tells.ipynb', tell);
    await writeFile(person.at('odd/pyproject.toml'), '');
    await symlink('nowhere.csv', person.at('odd/dangling.csv'));
    await symlink('circle', person.at('odd/circle'));
    await execa('mkfifo', [person.at('odd/pipe')]);
    await writeFile(Buffer.concat([Buffer.from(person.at('odd/latin-')), Buffer.from([0xe9])]), 'x');
    const { exitCode, stdout } = await run(path);
    expect([exitCode, stdout.split('\n').sort()]).toEqual([0, ['./pyproject.toml', './tells.ipynb']]);
  });
});
