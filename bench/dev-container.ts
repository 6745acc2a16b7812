import { dirname } from 'node:path';
import { z } from 'zod';
import { buildDatabricksCli } from '../scripts/build-databricks-cli.ts';
import { exportUserFolder } from '../scripts/export-user-folder.ts';
import { standInBaseImage } from '../test/container/base-image.ts';
import { copyRepository, type DevContainer, devContainer } from '../test/container/dev-container.ts';
import { dockerEngine, type Engine } from '../test/container/engine.ts';
import { packed } from '../test/support/packed.ts';
import { runCli } from '../test/support/run-cli.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';

const step = z.object({ seconds: z.number() });

function print(what: string, seconds: number, wanted: number): void {
  const verdict = seconds <= wanted ? 'ok' : 'TOO MUCH';
  process.stdout.write(`dev container, ${what}: ${seconds.toFixed(2)} s (wanted <= ${wanted}) ${verdict}\n`);
  if (seconds > wanted) process.exitCode = 1;
}

/** What somebody waits for the container of a user's folder, with the base image and the downloads there already. */
async function measure(engine: Engine): Promise<void> {
  await standInBaseImage(engine);
  const cli = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  await using made = await temporaryDirectory();
  const files = await packed(made.path);
  const folder = () => devContainer(engine, 'bench', [dirname(cli)], (path) => exportUserFolder(path, files));
  {
    // Fetches what is not there yet.
    await using first = await folder();
    await first.up();
  }
  await using container = await folder();
  print('up from nothing', (await container.up()).seconds, 15);
  print('up of one that runs', (await container.up()).seconds, 15);
  const { stdout } = await container.exec('lakegoose bootstrap --json');
  const seconds = stdout.split('\n').map((line) => step.parse(JSON.parse(line)).seconds);
  const sum = seconds.reduce((before, one) => before + one, 0);
  print(`${seconds.length} steps of the bootstrap with nothing to do`, sum, 2);
}

/** A stopped container that is started again, in seconds. */
async function startAgain(engine: Engine, container: DevContainer): Promise<number> {
  const label = `label=com.docker.compose.project=${container.project}`;
  const { id } = await container.up();
  const others = (await engine.docker('ps', '--quiet', '--filter', label)).split('\n').filter(Boolean);
  await engine.docker('stop', '--time', '2', ...new Set([id.slice(0, 12), ...others]));
  return (await container.up()).seconds;
}

/** What the hardened container's start takes more than the plain one's. */
async function measureHardened(engine: Engine): Promise<void> {
  const cli = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  const harden = async (folder: string) => {
    await copyRepository(folder);
    const environment = { HOME: folder };
    const { exitCode, stderr } = await runCli(['harden', 'https://workspace.example'], {
      directory: folder,
      environment,
    });
    if (exitCode !== 0) throw new Error(stderr);
  };
  await using plain = await devContainer(engine, 'bench-plain', [dirname(cli)], copyRepository);
  await using hardened = await devContainer(engine, 'bench-hardened', [dirname(cli)], harden);
  const [before, after] = [await startAgain(engine, plain), await startAgain(engine, hardened)];
  const more = `start of the hardened one (${after.toFixed(2)} s) over the plain one (${before.toFixed(2)} s)`;
  print(more, after - before, 3);
}

const engine = await dockerEngine().catch(() => undefined);
if (engine === undefined) process.stdout.write('dev container: not measured, because there is no Docker engine\n');
else {
  await measure(engine);
  await measureHardened(engine);
  await engine[Symbol.asyncDispose]();
}
