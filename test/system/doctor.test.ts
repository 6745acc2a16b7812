import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { answer, patient } from '../doctor/patient.ts';
import { cleanEnvironment, cliProgram } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { databricksCli } from './databricks-cli.ts';

describe('somebody with the real Databricks CLI', () => {
  const stack = new AsyncDisposableStack();
  let someone: Awaited<ReturnType<typeof patient>>;
  let workspace: Awaited<ReturnType<typeof testWorkspace>>;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    workspace = stack.use(await testWorkspace({ consent: 'given' }));
    const cli = stack.use(await databricksCli());
    const { BROWSER = '', DATABRICKS_AUTH_STORAGE = '' } = cli.environment;
    environment = { LAKEGOOSE_WORKSPACE: 'local', BROWSER, DATABRICKS_AUTH_STORAGE, NO_PROXY: '127.0.0.1' };
    someone = stack.use(await patient(environment));
    await rm(join(someone.bin, 'databricks'));
    await someone.standIn('databricks', `exec ${await realCli()} "$@"`);
    await someone.dotEnv(`DATABRICKS_HOST=${workspace.host}\n`);
  });
  afterAll(() => stack.disposeAsync());

  it('signs in by what is advised, and is told who they are and until when', async () => {
    const nobody = await someone.check('sign-in');
    expect(nobody).toMatchObject({ state: 'failed', code: 'sign_in.no_local_token' });
    const [, command = ''] = /(lakegoose login \S+?)\.? /.exec(nobody.fix ?? '') ?? [];
    await someone.shell(command);
    const now = await someone.check('sign-in');
    expect(now).toMatchObject({ state: 'ok', code: 'doctor.signed_in' });
    expect(now.says).toMatch(
      /^You are analyst@\S+\. The token is good until \d{4}-\d\d-\d\d \d\d:\d\d, and is renewed/,
    );
  });

  it('is told of a sign-in that was ended, and signs in again by what is advised', async () => {
    const profile = join(someone.home, '.databrickscfg');
    const before = await readFile(profile, 'utf8');
    await someone.shell('lakegoose logout');
    const ended = await someone.check('sign-in');
    expect(ended).toMatchObject({ state: 'failed', code: 'sign_in.needed' });
    await someone.apply(ended);
    expect(await someone.check('sign-in')).toMatchObject({ state: 'ok' });
    expect(await readFile(profile, 'utf8')).toContain(before.split('\n').find((line) => line.startsWith('host')) ?? '');
  });

  it('is told of a broken profile file, and of one that is none', async () => {
    const profile = join(someone.home, '.databrickscfg');
    const before = await readFile(profile, 'utf8');
    await writeFile(profile, '[DEFAULT\nhost');
    expect(await someone.check('settings')).toMatchObject({ state: 'failed', code: 'settings.profile_broken' });
    await writeFile(profile, '[DEFAULT]\nhost = \n');
    const told = await someone.check('sign-in');
    expect(told).toMatchObject({ state: 'failed', fix: expect.stringContaining('lakegoose login') });
    await writeFile(profile, '\u0000\u0001\u0002');
    expect(await someone.check('settings')).toMatchObject({
      state: 'failed',
      fix: expect.stringMatching(/^Save it as UTF-8/),
    });
    await rm(profile);
    await mkdir(profile);
    expect(await someone.check('settings')).toMatchObject({ state: 'failed', code: 'settings.unreadable' });
    await rm(profile, { recursive: true });
    await writeFile(profile, before, { mode: 0o600 });
    expect(await someone.check('sign-in')).toMatchObject({ state: 'ok' });
  });

  it('gets the programs by what is advised', async () => {
    const own = { LAKEGOOSE_TOOLS: 'registry', XDG_CACHE_HOME: dirname(dirname(dirname(dirname(await realCli())))) };
    for (const name of ['goose', 'uv', 'databricks']) await rm(join(someone.bin, name));
    const bare = await someone.check('programs');
    expect(bare).toMatchObject({ state: 'failed', code: 'doctor.no_goose' });
    await someone.apply(bare, own);
    expect(await someone.check('programs')).toMatchObject({ state: 'ok', code: 'doctor.programs_there' });
  });

  it('finds all of it within a second and a half', async () => {
    await someone.shell('lakegoose agents goose');
    const took: number[] = [];
    for (let time = 0; time < 5; time++) {
      const started = performance.now();
      const { failed } = await someone.look([]);
      expect(failed).toBe(0);
      took.push((performance.now() - started) / 1000);
    }
    // The others may have had to share the machine.
    expect(Math.min(...took)).toBeLessThan(1.5);
  });
});

function realCli(): Promise<string> {
  return buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
}

describe('a machine on which nothing can be written', () => {
  /** Runs it as root in file systems of its own, in which `mount` was run. */
  async function within(mount: string, folder: string, words: readonly string[]) {
    const line = `${mount} && cd ${folder}/work && exec ${cliProgram} doctor --json ${words.join(' ')}`;
    const env = cleanEnvironment({ HOME: `${folder}/home`, LAKEGOOSE_WORKSPACE: 'local' });
    return execa('unshare', ['--mount', 'sh', '-c', line], { env, extendEnv: false, reject: false, timeout: 20_000 });
  }
  async function folders() {
    const folder = await temporaryDirectory();
    await mkdir(join(folder.path, 'home'));
    await mkdir(join(folder.path, 'work'));
    await chmod(folder.path, 0o755);
    return folder;
  }

  it('a home that is read-only: a sentence, and the rest is looked at all the same', async () => {
    await using folder = await folders();
    const readOnly = `mount -t tmpfs -o ro none ${folder.path}/home`;
    const { stdout, exitCode } = await within(readOnly, folder.path, []);
    expect(exitCode).toBe(1);
    const { checks, seconds } = answer.parse(JSON.parse(stdout));
    const storage = checks.find(({ check }) => check === 'storage');
    expect(storage).toMatchObject({ state: 'failed', code: 'doctor.not_writable' });
    expect(storage?.says).toContain('(the disk is read-only)');
    expect(storage?.fix).toContain('set HOME to another folder');
    await mkdir(join(folder.path, 'another'));
    const elsewhere = await within(`${readOnly} && export HOME=${folder.path}/another`, folder.path, [
      '--only',
      'storage',
    ]);
    expect(answer.parse(JSON.parse(elsewhere.stdout)).checks).toMatchObject([{ state: 'ok' }]);
    expect(checks.find(({ check }) => check === 'policy')).toMatchObject({ state: 'ok' });
    expect(seconds).toBeLessThan(5);
  });

  it('a full disk: told, and a report is whole or not there', async () => {
    await using folder = await folders();
    const full = ['home', 'work'].map((name) => `mount -t tmpfs -o size=16k none ${folder.path}/${name}`).join(' && ');
    const fill = `head -c 16k /dev/zero > ${folder.path}/home/x; head -c 16k /dev/zero > ${folder.path}/work/x`;
    const look = async (free: string) => {
      const looked = await within(`${full} && { ${fill}; ${free}; }`, folder.path, ['--only', 'storage']);
      return answer.parse(JSON.parse(looked.stdout)).checks[0];
    };
    const storage = await look('true');
    expect(storage).toMatchObject({ state: 'failed', code: 'doctor.disk_full' });
    expect(storage?.fix).toContain('Free some space');
    expect(await look(`mount -o remount,size=20m ${folder.path}/home`)).toMatchObject({ state: 'ok' });

    const line = `${full} && { ${fill}; true; } && cd ${folder.path}/work && ${cliProgram} doctor --only storage --report; ls`;
    const env = cleanEnvironment({ HOME: `${folder.path}/home`, LAKEGOOSE_WORKSPACE: 'local' });
    const told = await execa('unshare', ['--mount', 'sh', '-c', line], { env, extendEnv: false, reject: false });
    expect(told.stderr).toMatch(/The report \S+ could not be written \(the disk is full\)\. Free some space/);
    expect(told.stdout.split('\n').at(-1)).toBe('x');
  });
});
