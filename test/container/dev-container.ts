import { createHash } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { cacheDirectory } from '../../scripts/build-databricks-cli.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cleanEnvironment, repository } from '../support/run-cli.ts';
import type { Engine } from './engine.ts';

export type Answer = { readonly exitCode: number | undefined; readonly stdout: string; readonly stderr: string };

export type DevContainer = AsyncDisposable & {
  readonly folder: string;
  /** Docker Compose's name of it. */
  readonly project: string;
  /** What `devcontainer up` brings up, and how long that took. Throws with its log where it fails. */
  up(...more: string[]): Promise<{ readonly id: string; readonly seconds: number; readonly log: string }>;
  /** The same on a terminal. Gives everything that it showed. */
  upOnTerminal(...more: string[]): Promise<string>;
  /** Runs a line of shell as a terminal in the container would. */
  exec(line: string): Promise<Answer>;
  /** A terminal in the container with a person before it, in which this line of shell runs. It has no single quotes. */
  terminal(line: string): ReturnType<typeof openTerminal>;
};

/** Where the container finds tools that are built already. */
const sharedCache = '/usr/local/share/lakegoose';

/** Volumes that only spare downloads; the others hold a person's state. */
const isCache = (volume: string) => volume.includes('lakegoose-cache-');

const outcome = z.looseObject({ outcome: z.string(), containerId: z.string().optional() });

/**
 * A folder as a dev container, by the real `@devcontainers/cli`: what `fill` puts into it, else a copy of the repository, with
 * the files as they are committed. Nothing of an earlier run is left but what spares downloads. Tools come from the registries
 * only.
 */
export async function devContainer(
  engine: Engine,
  name: string,
  shared: readonly string[],
  fill: (folder: string) => Promise<unknown> = copyRepository,
): Promise<DevContainer> {
  // The same folder each time: the images that are made of it are named after it.
  const folder = join(cacheDirectory(), 'containers', name, 'lakegoose');
  await rm(folder, { recursive: true, force: true });
  await fill(folder);
  await execa('chown', ['--recursive', '1000:1000', folder]);
  const label = `lakegoose.test=${name}`;
  const cli = createRequire(import.meta.url).resolve('@devcontainers/cli/devcontainer.js');
  const place = ['--workspace-folder', folder, '--id-label', label];
  const remote = ['--remote-env', 'LAKEGOOSE_TOOLS=registry'];
  // Docker Compose's name for all that belongs together, where the folder is one of several containers.
  const project = `lakegoose-test-${name}`;
  const run = (...words: string[]) =>
    execa(process.execPath, [cli, ...words], {
      env: { ...engine.environment, COMPOSE_PROJECT_NAME: project },
      reject: false,
      timeout: 900_000,
      stdin: 'ignore',
    });
  const mounts = shared.flatMap((path) => ['--mount', `type=bind,source=${path},target=${targetOf(path)}`]);
  const id = devContainerId({ 'lakegoose.test': name });
  const clear = async () => {
    const ours = `label=com.docker.compose.project=${project}`;
    for (const filter of [`label=${label}`, ours]) {
      await removeAll(engine, ['rm', '--force'], await listed(engine, 'ps', '--all', '--filter', filter));
    }
    await removeAll(engine, ['network', 'rm'], await listed(engine, 'network', 'ls', '--filter', ours));
    for (const filter of [`name=${id}`, ours]) {
      const volumes = await listed(engine, 'volume', 'ls', '--filter', filter);
      await removeAll(
        engine,
        ['volume', 'rm'],
        volumes.filter((volume) => !isCache(volume)),
      );
    }
  };
  await clear();
  return {
    folder,
    project,
    up: async (...more) => {
      const started = performance.now();
      const result = await run('up', ...place, ...remote, ...mounts, ...more);
      const told = outcome.parse(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '{}'));
      if (told.outcome !== 'success') throw new Error(`${result.stdout}\n${result.stderr}`);
      return { id: told.containerId ?? '', seconds: (performance.now() - started) / 1000, log: result.stderr };
    },
    upOnTerminal: async (...more) => {
      const words = [process.execPath, cli, 'up', ...place, ...remote, ...mounts, ...more];
      const { stdout } = await execa('script', ['--quiet', '--return', '--command', words.join(' '), '/dev/null'], {
        env: { ...engine.environment, TERM: 'xterm' },
        timeout: 120_000,
        stdin: 'ignore',
      });
      return stdout;
    },
    exec: async (line) => {
      const { exitCode, stdout, stderr } = await run('exec', ...place, ...remote, 'bash', '-c', line);
      return { exitCode, stdout, stderr };
    },
    terminal: (line) => {
      const words = [process.execPath, cli, 'exec', ...place, ...remote, 'bash', '-c', `'${line}'`];
      return openTerminal(words.join(' '), { directory: folder, environment: cleanEnvironment(engine.environment) });
    },
    [Symbol.asyncDispose]: async () => {
      await clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `${devcontainerId}`: made of the labels (containers.dev, "implementors/spec", "devcontainerId"). */
function devContainerId(labels: Readonly<Record<string, string>>): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(labels, Object.keys(labels).sort()))
    .digest('hex');
  return BigInt(`0x${digest}`).toString(32).padStart(52, '0');
}

const targetOf = (path: string) => join(sharedCache, ...path.split('/').slice(-2));

/** What a fresh checkout holds, owned by the user of the container: an engine of root's moves no owner. */
export async function copyRepository(folder: string): Promise<void> {
  const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
  });
  for (const path of stdout.split('\n')) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(repository, path), join(folder, path));
  }
  // As Git for Windows checks out: what .gitattributes does not say would come with line ends of Windows.
  const git = (...words: string[]) => execa('git', ['-C', folder, '-c', 'core.autocrlf=true', ...words]);
  await git('init', '--quiet');
  await git('add', '--all');
  await git('checkout-index', '--all', '--force');
}

async function listed(engine: Engine, ...words: string[]): Promise<readonly string[]> {
  return (await engine.docker(...words, '--quiet')).split('\n').filter(Boolean);
}

async function removeAll(engine: Engine, words: readonly string[], names: readonly string[]): Promise<void> {
  if (names.length > 0) await engine.docker(...words, ...names);
}
