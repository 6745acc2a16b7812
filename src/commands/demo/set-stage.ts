import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGoose } from '../../agent-config/goose/binary.ts';
import { gooseConfigDirectory } from '../../agent-config/goose/directory.ts';
import { guideModel } from '../../agent-config/goose/wishes-of.ts';
import { writeGooseConfig } from '../../agent-config/goose/write-config.ts';
import { LakegooseError, reasonOf } from '../../base/errors.ts';
import { isAlive } from '../../base/shell.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { cliProgram } from '../cli-program.ts';
import type { CommandContext } from '../command.ts';
import { loadLocalWorkspace } from '../load-local-workspace.ts';
import { endOrphans } from './end-orphans.ts';

/** A local workspace and a Goose that is set up for it, in a directory of their own. Disposing leaves nothing behind. */
export type Stage = AsyncDisposable & {
  readonly host: string;
  readonly goose: string;
  readonly directory: string;
  readonly environment: Environment;
};

export async function setStage(
  { environment, language }: Pick<CommandContext, 'environment' | 'language'>,
  dataDirectory: string | undefined,
): Promise<Stage> {
  const goose = await findGoose();
  const { startLocalWorkspace } = await loadLocalWorkspace();
  const directory = await temporaryDirectory();
  const workspace = await startLocalWorkspace(dataDirectory === undefined ? {} : { dataDirectory }).catch(
    async (error: unknown) => {
      await rm(directory, { recursive: true, force: true });
      throw error;
    },
  );
  const dispose = async () => {
    await workspace.close();
    await rm(directory, whole);
  };
  try {
    const stageEnvironment = {
      ...withoutSettings(environment),
      GOOSE_PATH_ROOT: directory,
      // Where our tools keep their statements and their log of calls.
      XDG_STATE_HOME: join(directory, 'state'),
      LAKEGOOSE_WORKSPACE: 'local',
      LAKEGOOSE_LANGUAGE: language,
      DATABRICKS_HOST: workspace.host,
      DATABRICKS_TOKEN: workspace.token,
      DATABRICKS_WAREHOUSE_ID: workspace.warehouseId,
      // Goose sends even loopback calls through a proxy unless told otherwise (facts `goose.md` §2).
      NO_PROXY: ['127.0.0.1', environment.NO_PROXY ?? environment.no_proxy].filter(Boolean).join(','),
    };
    await writeGooseConfig(gooseConfigDirectory(stageEnvironment), {
      host: workspace.host,
      model: guideModel,
      plane: 'ai_gateway',
      cli: [cliProgram],
      mcpEnvironment: {},
    });
    return { host: workspace.host, goose, directory, environment: stageEnvironment, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const prefix = 'lakegoose-demo-';
/** A Goose that was killed may still be at its last writes. */
const whole = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

/** Removes what a demo left behind that was killed before it could. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    // Another user's folder stays; it is not ours to remove.
    if (!(pid > 0) || isAlive(pid)) continue;
    await endOrphans(join(parent, name));
    await rm(join(parent, name), whole).catch(() => undefined);
  }
}

async function temporaryDirectory(): Promise<string> {
  const parent = tmpdir();
  try {
    await sweep(parent);
    const directory = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
    // Without one of its own, a `.env` above would speak to the demo.
    await writeFile(join(directory, '.env'), '');
    return directory;
  } catch (error) {
    throw new LakegooseError(
      'demo.no_temporary_directory',
      { path: parent, reason: reasonOf(error) },
      { cause: error },
    );
  }
}

/** What a person has set for the real workspace or the real Goose must not reach the demo's. */
function withoutSettings(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(GOOSE|DATABRICKS|LAKEGOOSE)_|^no_proxy$/.test(name)),
  );
}
