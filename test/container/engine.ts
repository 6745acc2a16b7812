import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheDirectory } from '../../scripts/build-databricks-cli.ts';
import { tryLock } from '../../src/base/lock.ts';
import { until } from '../support/until.ts';

export type Engine = AsyncDisposable & {
  /** With which `docker` and `devcontainer` find it. */
  readonly environment: Readonly<Record<string, string>>;
  docker(...words: string[]): Promise<string>;
};

/**
 * A real Docker engine: the machine's own where one answers, else one of ours with its images in the cache, so that a second
 * run finds them; it ends with the test. Ours needs root and Debian's `docker.io`.
 */
export async function dockerEngine(): Promise<Engine> {
  const cache = cacheDirectory();
  await mkdir(cache, { recursive: true });
  const release = await lockOf(join(cache, 'docker.lock'));
  const own = await execa('docker', ['info'], { reject: false, timeout: 20_000 });
  if (own.exitCode === 0) return engineAt({}, async () => release());
  const address = `unix://${join(cache, 'docker.sock')}`;
  const running = await pidOf(cache, address);
  const run = await mkdtemp(join(tmpdir(), 'lakegoose-test-docker-'));
  const pid = running ?? (await start(cache, run, address));
  return engineAt({ DOCKER_HOST: address }, async () => {
    process.kill(pid, 'SIGTERM');
    await until(() => !isAlive(pid), 30);
    await rm(run, { recursive: true, force: true });
    release();
  });
}

/** The test files take turns: their images and containers have the same names, and two engines cannot share images. */
async function lockOf(path: string): Promise<() => void> {
  let release: (() => void) | undefined;
  await until(async () => {
    release = await tryLock(path);
    return release !== undefined;
  }, 900);
  return release ?? (() => undefined);
}

/** The engine that a killed test left behind. */
async function pidOf(cache: string, address: string): Promise<number | undefined> {
  const answer = await execa('docker', ['--host', address, 'info'], { reject: false, timeout: 20_000 });
  return answer.exitCode === 0 ? Number(await readFile(join(cache, 'docker.pid'), 'utf8')) : undefined;
}

async function start(cache: string, run: string, address: string): Promise<number> {
  const logPath = join(cache, 'dockerd.log');
  const log = await open(logPath, 'w');
  const places = ['--data-root', join(cache, 'docker'), '--exec-root', run, '--pidfile', join(cache, 'docker.pid')];
  const child = spawn('dockerd', [...places, '--host', address], { stdio: ['ignore', log.fd, log.fd], detached: true });
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code) => {
    failure = `it ended with ${code}`;
  });
  child.unref();
  await until(async () => {
    if (failure !== undefined) throw new Error(`no Docker engine: ${failure}\n${await readFile(logPath, 'utf8')}`);
    const answer = await execa('docker', ['--host', address, 'info'], { reject: false, timeout: 20_000 });
    return answer.exitCode === 0;
  }, 60);
  await log.close();
  return child.pid ?? 0;
}

function engineAt(environment: Engine['environment'], stop: () => Promise<void>): Engine {
  return {
    environment,
    docker: async (...words) => (await execa('docker', words, { env: environment, timeout: 300_000 })).stdout,
    [Symbol.asyncDispose]: stop,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
