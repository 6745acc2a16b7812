import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { readDotEnv } from '../../settings/dot-env.ts';
import { homeOf } from '../../settings/home.ts';
import { settingList } from '../../settings/list.ts';
import { profileFile } from '../../settings/profile.ts';
import { type Check, type CheckContext, failed, ok } from '../check.ts';

const others = 0o077;

/** Only their owner may read the files that hold secrets. */
export const secretsCheck: Check = {
  name: 'secrets',
  title: 'doctor.secrets',
  needs: [],
  run: async (context) => {
    const paths = await pathsOf(context);
    const modes = await Promise.all(paths.map(async (path) => ({ path, mode: await modeOf(path) })));
    const there = modes.flatMap(({ path, mode }) => (mode === undefined ? [] : [{ path, mode }]));
    const open = there.filter(({ mode }) => (mode & others) !== 0).map(({ path }) => path);
    if (open.length === 0) return ok('doctor.secrets_closed', { count: there.length });
    return failed('doctor.secrets_open', { paths: open.join(', '), command: `chmod 600 ${open.map(word).join(' ')}` });
  },
};

async function pathsOf({ known, environment, directory }: CheckContext): Promise<readonly string[]> {
  const home = homeOf(environment);
  // A mistake in a setting opens no file.
  const settings = await known.settings().catch(() => ({}));
  const { path, values } = await readDotEnv(directory, environment).catch(() => ({ path: undefined, values: {} }));
  const isSecret = Object.entries(values).some(
    ([name, value]) => value?.trim() && settingList.some((setting) => setting.secret && setting.name === name),
  );
  const goose = gooseConfigDirectory(environment);
  const signIns = join(goose, 'databricks', 'oauth');
  return [
    profileFile(settings, home),
    join(home, '.databricks', 'token-cache.json'),
    join(goose, 'secrets.yaml'),
    ...(await readdir(signIns).catch(() => [])).map((name) => join(signIns, name)),
    ...(isSecret && path !== undefined ? [path] : []),
  ];
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.mode : undefined;
}

/** As a shell takes it. */
function word(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
