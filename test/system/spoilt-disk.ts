import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { cleanEnvironment, cliProgram } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What is done to a home directory, a file system of its own, before the program starts. */
const spoils = {
  full: 'cat /dev/zero > fill 2>/dev/null || true',
  // The first 4096 bytes of a text still go onto the disk: the rest must not be missing unnoticed.
  'full but for a page': 'cat /dev/zero > fill 2>/dev/null || true; truncate -s -4096 fill',
  'too small': ':',
  'read-only': 'mount -o remount,ro "$HOME"',
} as const;
type Spoil = keyof typeof spoils | { readonly mounted: string } | { readonly mode444: string };

type Run = {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly spoil: Spoil;
};

/** Runs a verb in a home directory that is spoilt. Gives what it said, and every file that is there then. */
export async function inSpoiltHome({ words, environment, files, spoil }: Run) {
  await using folder = await temporaryDirectory();
  const [before, home, after] = ['before', 'home', 'after'].map((name) => join(folder.path, name));
  if (before === undefined || home === undefined || after === undefined) throw new Error('no folders');
  for (const name of [before, home, after]) await mkdir(name);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(before, name)), { recursive: true });
    await writeFile(join(before, name), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  const { environment: own } = await databricksStandIn(home, environment.DATABRICKS_TOKEN ?? '');
  await cp(join(home, 'databricks'), join(before, 'databricks'));
  // What Node keeps of compiled code would fill the last page.
  const env = {
    ...cleanEnvironment(environment),
    ...own,
    NODE_DISABLE_COMPILE_CACHE: '1',
    PATH: `${own.PATH}:${environment.PATH ?? ''}:/usr/sbin:/sbin`,
  };
  const options = { env, extendEnv: false, reject: false, timeout: 60_000 } as const;
  const script = scriptOf(spoil, { before, after });
  const run = execa('unshare', ['--mount', 'bash', '-c', script, cliProgram, ...words], options);
  const { exitCode, stdout, stderr } = await run;
  const names = (await readdir(after, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !['fill', 'asked', 'databricks'].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(after.length + 1));
  const left = await Promise.all(names.map(async (name) => [name, await readFile(join(after, name), 'utf8')] as const));
  return { exitCode, said: `${stdout}\n${stderr}`, left: Object.fromEntries(left) };
}

function scriptOf(spoil: Spoil, { before, after }: { readonly before: string; readonly after: string }): string {
  const start = [
    'set -e',
    'mount -t tmpfs -o size=256k tmpfs "$HOME"',
    `cp -a ${before}/. "$HOME"`,
    'cd "$HOME"',
    'set +e',
  ];
  // Root may write any file; without this right it is as everybody is.
  const asEverybody = 'setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-dac_override,-dac_read_search';
  const [spoiling, as] =
    typeof spoil === 'string'
      ? [spoils[spoil], '']
      : 'mounted' in spoil
        ? [`mount --bind ${spoil.mounted} ${spoil.mounted} && mount -o remount,ro,bind ${spoil.mounted}`, '']
        : [`chmod 444 ${spoil.mode444}`, asEverybody];
  return [...start, spoiling, `${as} "$0" "$@"`, 'code=$?', `cp -a . ${after}`, 'exit $code'].join('\n');
}
