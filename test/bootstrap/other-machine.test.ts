import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { fromRegistries } from '../../src/bootstrap/tools/from-registries.ts';
import { fromReleases } from '../../src/bootstrap/tools/from-releases.ts';
import { scriptedHost } from '../databricks-client/scripted-host.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function on(machine: string) {
  const cache = await temporaryDirectory();
  const pins = join(cache.path, 'pins');
  await cp(join(repository, '.devcontainer'), pins, { recursive: true });
  return {
    environment: {},
    pins,
    cache: cache.path,
    machine,
    signal: new AbortController().signal,
    tell: () => undefined,
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  };
}

/** A release of mise as its project makes them, of a program that installs nothing and names where a tool would be. */
async function release(folder: string): Promise<Buffer> {
  const program = join(folder, 'made', 'mise', 'bin', 'mise');
  await mkdir(join(program, '..'), { recursive: true });
  await writeFile(program, '#!/bin/sh\ntest "$1" = which && echo "/tools/$2" || true\n');
  await chmod(program, 0o755);
  const archive = join(folder, 'mise.tar.gz');
  await execa('tar', ['--create', '--gzip', '--file', archive, '--directory', join(folder, 'made'), 'mise']);
  return readFile(archive);
}

it.each([
  [true, undefined],
  [false, 'tools.other_content'],
])('on arm64 mise comes from its release, with the pinned checksum (%s)', async (isPinned, refused) => {
  await using fetching = await on('arm64');
  const archive = await release(fetching.cache);
  await using host = await scriptedHost(({ url }, outgoing) => {
    if (url === '/mise.tar.gz') return void outgoing.end(archive);
    outgoing.writeHead(302, { location: '/mise.tar.gz' }).end();
  });
  const digest = createHash('sha256')
    .update(isPinned ? archive : 'another')
    .digest('hex');
  await writeFile(join(fetching.pins, 'mise', 'linux-arm64.sha256'), `${digest}  ${host.host}/latest\n`);
  const uv = fromReleases(fetching)('uv');
  if (refused === undefined) expect(await readlink(await uv)).toBe('/tools/uv');
  else await expect(uv).rejects.toMatchObject({ code: refused, facts: { tool: 'mise' } });
});

it('for a machine of another kind no mise is pinned, and that is said', async () => {
  await using fetching = await on('riscv64');
  await expect(fromReleases(fetching)('uv')).rejects.toMatchObject({
    code: 'tools.no_mise',
    facts: { machine: 'riscv64' },
  });
});

it('on arm64 npm has no Goose, and that is said by name', async () => {
  await using fetching = await on('arm64');
  await expect(fromRegistries.goose(fetching)).rejects.toMatchObject({
    code: 'tools.not_for_machine',
    facts: { tool: 'Goose', machine: 'arm64' },
  });
});
