import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { withLock } from '../src/base/lock.ts';
import { findGo } from './find-go.ts';

const module = join(import.meta.dirname, '..', '.devcontainer', 'databricks-cli');

type Progress = (line: string) => void;

export const cacheDirectory = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lakegoose');

/**
 * The real Databricks CLI, compiled from the sources that `.devcontainer/databricks-cli/go.sum` pins, and kept by the
 * digest of that file. The first time takes some minutes. Gives the program's path.
 */
export async function buildDatabricksCli(progress: Progress): Promise<string> {
  const sums = await readFile(join(module, 'go.sum'));
  const directory = join(cacheDirectory(), 'databricks-cli', createHash('sha256').update(sums).digest('hex'));
  const program = join(directory, 'databricks');
  const isThere = () =>
    access(program).then(
      () => true,
      () => false,
    );
  if (await isThere()) return program;
  await mkdir(directory, { recursive: true });
  return withLock(join(directory, 'build.lock'), 900, async () => {
    if (await isThere()) return program;
    progress('Building the Databricks CLI, once; this takes about three minutes …');
    const started = performance.now();
    await compile(`${program}.part`, progress);
    await rename(`${program}.part`, program);
    progress(`Built ${program} in ${Math.round((performance.now() - started) / 1000)} s.`);
    return program;
  });
}

async function compile(output: string, progress: Progress): Promise<void> {
  const go = await findGo(join(cacheDirectory(), 'go'), progress);
  const version = /github\.com\/databricks\/cli v(\S+)/.exec(await readFile(join(module, 'go.mod'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('go.mod does not name the Databricks CLI');
  const flags = `-s -w -X github.com/databricks/cli/internal/build.buildVersion=${version}`;
  // Only what go.sum names is taken, whatever the machine's own settings of Go say.
  const env = { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const words = ['build', '-trimpath', '-buildvcs=false', '-ldflags', flags, '-o', output, 'github.com/databricks/cli'];
  await execa(go, words, { cwd: module, env, stdout: 'ignore', timeout: 900_000 });
}

if (import.meta.main) {
  process.stdout.write(`${await buildDatabricksCli((line) => process.stderr.write(`${line}\n`))}\n`);
}
