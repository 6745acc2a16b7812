import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Stage = {
  readonly exitCode?: number;
  readonly token?: string;
  readonly dotEnv?: string | Uint8Array;
  readonly own?: Readonly<Record<string, string>>;
  readonly onSwitch?: string;
  readonly folder?: string;
  readonly profiles?: string;
};

/** `lakegoose login` of somebody with these files. Gives what it said, asked and left. */
export async function login(
  words: readonly string[],
  { exitCode = 0, token = '', dotEnv = '', own = {}, onSwitch = '', folder = '', profiles = '' }: Stage,
) {
  await using home = await temporaryDirectory();
  const directory = join(home.path, folder);
  await mkdir(directory, { recursive: true });
  const databricks = await databricksStandIn(home.path, token, exitCode, onSwitch);
  if (profiles !== '') await writeFile(join(home.path, '.databrickscfg'), profiles);
  if (dotEnv !== '') await writeFile(join(home.path, '.env'), dotEnv);
  const environment = { ...databricks.environment, XDG_STATE_HOME: home.path, NO_PROXY: '127.0.0.1', ...own };
  const result = await runCli(['login', ...words], { environment, directory });
  const text = (name: string) => readFile(join(home.path, name), 'utf8').catch(() => '');
  return {
    ...result,
    asked: await databricks.asked(),
    env: await text('.env'),
    profile: await text('.databrickscfg'),
    hidden: folder === '' ? [] : await readdir(directory),
  };
}
