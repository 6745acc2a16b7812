import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { cleanEnvironment, repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Environment = Readonly<Record<string, string>>;

const told = z.strictObject({
  check: z.string(),
  state: z.enum(['ok', 'warn', 'failed', 'skipped']),
  code: z.string(),
  says: z.string(),
  fix: z.string().nullable(),
  script: z.array(z.string()).nullable(),
  seconds: z.number(),
});
/** What `lakegoose doctor --json` prints: programs rely on it. */
export const answer = z.strictObject({
  version: z.string(),
  seconds: z.number(),
  ok: z.number(),
  warn: z.number(),
  failed: z.number(),
  skipped: z.number(),
  report: z.string().nullable(),
  checks: z.array(told),
});
export type Told = z.infer<typeof told>;

/** The first version of each that is pinned; the real ones are in `test/system/`. */
const standIns = { databricks: 'Databricks CLI v1.10.0', uv: 'uv 0.13.9' } as const;
const goose = join(repository, 'node_modules/@aaif/goose-binary-linux-x64/bin/goose');
/** Time enough, however busy the machine is. */
const patience = ['--seconds', '30'] as const;

/** Somebody with a home, a folder and programs of their own, for the doctor to look at. */
export async function patient(own: Environment = {}) {
  const home = await temporaryDirectory();
  const bin = join(home.path, '.local/bin');
  const folder = join(home.path, 'work');
  await mkdir(bin, { recursive: true });
  await mkdir(folder);
  await writeFile(join(folder, '.env'), '');
  await symlink(goose, join(bin, 'goose'));
  for (const [name, says] of Object.entries(standIns)) await standIn(name, `echo '${says}'`);
  const cache = process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? '', '.cache');
  const usual = {
    ...own,
    HOME: home.path,
    PATH: `${bin}:${join(repository, 'bin')}:/usr/bin:/bin`,
    XDG_STATE_HOME: join(home.path, '.local/state'),
    NODE_COMPILE_CACHE: join(cache, 'lakegoose/node'),
  };

  async function standIn(name: string, script: string): Promise<void> {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const look = async (words: readonly string[], environment: Environment = {}) => {
    const given = { environment: { ...usual, ...environment }, directory: folder };
    const { exitCode, stdout, stderr } = await runCli(['doctor', '--json', ...words], given);
    if (stderr !== '') throw new Error(stderr);
    return { exitCode, ...answer.parse(JSON.parse(stdout)) };
  };
  const check = async (name: string, environment: Environment = {}): Promise<Told> => {
    const { checks } = await look(['--only', name, ...patience], environment);
    const found = checks.find((one) => one.check === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const shell = async (line: string, environment: Environment = {}) => {
    const env = cleanEnvironment({ ...usual, ...environment });
    const options = { cwd: folder, env, extendEnv: false, stdin: 'ignore', timeout: 60_000 } as const;
    return (await execa('sh', ['-c', line], options)).stdout;
  };

  return {
    ...{ home: home.path, folder, bin, environment: usual, standIn, look, check, shell },
    dotEnv: (text: string) => writeFile(join(folder, '.env'), text),
    /** Does what the fix says, as it is written. */
    apply: async ({ fix }: Told, environment: Environment = {}) => shell(commandIn(fix ?? ''), environment),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

/** The line for a terminal at the end of a fix. */
export function commandIn(fix: string): string {
  const [, command] = /: ((?:lakegoose|chmod|rm) .*)$/.exec(fix) ?? [];
  if (command === undefined) throw new Error(`no command in: ${fix}`);
  return command;
}
