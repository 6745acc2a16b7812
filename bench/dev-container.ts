import { dirname } from 'node:path';
import { z } from 'zod';
import { buildDatabricksCli } from '../scripts/build-databricks-cli.ts';
import { exportUserFolder } from '../scripts/export-user-folder.ts';
import { standInBaseImage } from '../test/container/base-image.ts';
import { devContainer } from '../test/container/dev-container.ts';
import { dockerEngine, type Engine } from '../test/container/engine.ts';
import { packed } from '../test/support/packed.ts';
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

const engine = await dockerEngine().catch(() => undefined);
if (engine === undefined) process.stdout.write('dev container: not measured, because there is no Docker engine\n');
else {
  await measure(engine);
  await engine[Symbol.asyncDispose]();
}
