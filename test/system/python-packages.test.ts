import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { uvProgram } from '../support/uv.ts';
import { packageIndex } from './package-index.ts';

/** Nothing answers there. */
const nowhere = 'http://127.0.0.1:9';
const pins = ['.devcontainer', 'python', 'requirements.txt'];
/** The certificates of a machine behind a proxy that opens TLS. */
const { SSL_CERT_FILE: bundle } = process.env;
const certificates = bundle === undefined ? {} : { SSL_CERT_FILE: bundle };

/** Somebody's folder, and uv among their programs. */
async function person() {
  await using stack = new AsyncDisposableStack();
  const { path: home } = stack.use(await temporaryDirectory());
  const folder = join(home, 'data of ours – データ');
  const programs = join(home, '.local', 'bin');
  await mkdir(join(folder, ...pins, '..'), { recursive: true });
  await mkdir(programs, { recursive: true });
  await symlink(await uvProgram(), join(programs, 'uv'));
  const index = stack.use(await packageIndex(await makeFolder(home, 'wheels')));
  const kept = stack.move();
  const PATH = `${programs}:/usr/local/bin:/usr/bin:/bin`;
  return {
    folder,
    index,
    pin: (text: string) => writeFile(join(folder, ...pins), text),
    bootstrap: (environment: Readonly<Record<string, string>> = {}) =>
      runCli(['bootstrap', '--only', 'python'], { directory: folder, environment: { HOME: home, ...environment } }),
    /** With nothing set, and no way out. */
    bare: async (place: string, line: string) => {
      const env = { HOME: home, PATH, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere };
      return (await execa('sh', ['-c', line], { cwd: join(folder, place), env, extendEnv: false })).stdout;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function makeFolder(...parts: [string, ...string[]]): Promise<string> {
  await mkdir(join(...parts));
  return join(...parts);
}

const version = 'uv run python -c "import greeting; print(greeting.version)"';

test('what is pinned is there in one step; then `uv run` runs it, and neither locks nor syncs nor asks the network', async () => {
  await using someone = await person();
  for (const path of ['.devcontainer/python', 'pyproject.toml']) {
    await cp(join(repository, path), join(someone.folder, path), { recursive: true });
  }
  await makeFolder(someone.folder, 'notebooks');
  expect(await someone.bootstrap(certificates)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^✓ Python/m),
  });
  const kernels = await someone.bare('notebooks', 'uv run jupyter kernelspec list --json');
  expect(JSON.parse(kernels)).toMatchObject({
    kernelspecs: {
      databricks: {
        spec: {
          display_name: 'Databricks',
          argv: [join(someone.folder, '.venv/bin/python'), '-P', '-m', 'lakegoose_kernel', '-f', '{connection_file}'],
        },
      },
    },
  });
  await someone.bare('.', 'uv run jupyter execute --version');
  const imports = 'import databricks.sdk, matplotlib.pyplot, pandas, sys; print(sys.prefix)';
  expect(await someone.bare('notebooks', `uv run python -c '${imports}'`)).toBe(join(someone.folder, '.venv'));
  expect((await readdir(someone.folder)).sort()).toEqual(['.devcontainer', '.venv', 'notebooks', 'pyproject.toml']);
  expect((await someone.bootstrap()).stdout).toMatch(/^· Python/m);
});

test('a package that was lost comes back; what a person added stays until other versions are pinned', async () => {
  await using someone = await person();
  const mirror = { PIP_INDEX_URL: someone.index.address };
  await someone.pin(someone.index.requirement('1.0'));
  expect(await someone.bootstrap(mirror)).toMatchObject({ exitCode: 0 });
  expect(await someone.bare('.', version)).toBe('1.0');
  const packages = await someone.bare('.', `uv run python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'`);
  await writeFile(join(packages, 'mine.py'), '');
  expect((await someone.bootstrap()).stdout).toMatch(/^· Python/m);
  expect(await readdir(packages)).toContain('mine.py');

  await rm(join(packages, 'greeting.py'));
  expect((await someone.bootstrap(mirror)).stdout).toMatch(/^✓ Python/m);
  await someone.pin(someone.index.requirement('2.0'));
  expect((await someone.bootstrap(mirror)).stdout).toMatch(/^✓ Python/m);
  expect(await someone.bare('.', version)).toBe('2.0');
});

test('where the network is cut, or a package is another one than pinned, what was there stays, and nothing half of the new', async () => {
  await using someone = await person();
  const mirror = { PIP_INDEX_URL: someone.index.address };
  await someone.pin(someone.index.requirement('1.0'));
  await someone.bootstrap(mirror);
  await someone.pin(someone.index.requirement('2.0'));
  const cut = await someone.bootstrap({ UV_INDEX_URL: `${nowhere}/simple`, UV_HTTP_RETRIES: '0', ...mirror });
  expect(cut).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/✗ Python: .*refused.* Check the network/) });
  await someone.pin(someone.index.requirement('2.0', '0'.repeat(64)));
  const other = await someone.bootstrap(mirror);
  expect(other).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/✗ Python: .*hash mismatch/i) });
  expect(await someone.bare('.', version)).toBe('1.0');
  expect((await readdir(someone.folder)).sort()).toEqual(['.devcontainer', '.venv']);
});

test('an environment of a person’s own stays as it is, and a folder without pins gets none', async () => {
  await using someone = await person();
  expect(await someone.bootstrap()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^– Python/) });
  await someone.pin(someone.index.requirement('1.0'));
  await writeFile(join(await makeFolder(someone.folder, '.venv'), 'pyvenv.cfg'), 'mine');
  const { exitCode, stdout } = await someone.bootstrap();
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('of your own') });
  expect(await readFile(join(someone.folder, '.venv', 'pyvenv.cfg'), 'utf8')).toBe('mine');
});

test('without uv, and without a Python that is new enough, it is said what to do', async () => {
  await using someone = await person();
  await someone.pin(someone.index.requirement('1.0'));
  const elsewhere = await someone.bootstrap({ HOME: someone.folder });
  expect(elsewhere.stdout).toContain('installed by uv, which is not there yet. Run: lakegoose bootstrap');
  const old = await someone.bootstrap({ UV_PYTHON_PREFERENCE: 'only-managed' });
  expect(old).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('There is no Python >=3.11 here.') });
});
