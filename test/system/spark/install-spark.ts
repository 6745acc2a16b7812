import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/base/shell.ts';

const newest = '4.3.0';

/** The folder of Spark's jars, out of the PySpark package. Fetched once per version, kept below the home directory. */
export async function installSpark(version = newest): Promise<string> {
  const store = join(homedir(), '.cache', 'lakegoose', 'spark');
  const folder = join(store, `pyspark-${version}`);
  const jars = join(folder, 'pyspark', 'jars');
  if (existsSync(jars)) return jars;
  await mkdir(store, { recursive: true });
  const part = await mkdtemp(join(store, 'part-'));
  const words = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--no-cache-dir',
    '--target',
    part,
    `pyspark==${version}`,
  ];
  const result = await run('python3', words, { timeoutSeconds: 400 });
  if (result.outcome !== 'done' || result.exitCode !== 0)
    throw new Error(`PySpark could not be installed: ${JSON.stringify(result)}`);
  // Another run may have been faster; then its folder is as good.
  await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }));
  return jars;
}
