import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const names = ['goose', 'databricks', 'uv'];

/** A person whose cache has the three tools already. */
async function person() {
  const home = await temporaryDirectory();
  const pin = await readFile(join(repository, '.devcontainer', 'mise.toml'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: 0o755 });
    return path;
  };
  const cached = (name: string, digest = createHash('sha256').update(pin).digest('hex')) =>
    join(home.path, '.cache/lakegoose/releases', name, digest, name);
  for (const name of names) await write(cached(name), '#!/bin/sh\n');
  return {
    cached,
    write,
    program: (name: string) => join(home.path, '.local/bin', name),
    bootstrap: () =>
      runCli(['bootstrap', '--only', 'tools'], { directory: home.path, environment: { HOME: home.path } }),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

test('a program of a person stays, and it is told; a link of ours leads to what is pinned now', async () => {
  await using someone = await person();
  const goose = await someone.write(someone.program('goose'), 'their own build');
  await symlink(await someone.write(someone.cached('uv', 'before'), ''), someone.program('uv'));
  const { exitCode, stdout } = await someone.bootstrap();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^✓ Tools: .*programs of your own, which stay: goose\..*rename/);
  expect((await lstat(goose)).isFile()).toBe(true);
  expect(await readFile(goose, 'utf8')).toBe('their own build');
  for (const name of ['databricks', 'uv']) {
    expect(await readlink(someone.program(name))).toBe(someone.cached(name));
  }
  expect((await someone.bootstrap()).stdout).toMatch(/^· Tools: .*which stay: goose/);
});

test("a person's own link stays, and one that leads nowhere does not", async () => {
  await using someone = await person();
  const own = await someone.write(`${someone.program('build')}/goose`, 'their own build');
  await symlink(own, someone.program('goose'));
  await symlink('/nowhere/uv', someone.program('uv'));
  expect(await someone.bootstrap()).toMatchObject({ exitCode: 0 });
  expect(await readlink(someone.program('goose'))).toBe(own);
  expect(await readlink(someone.program('uv'))).toBe(someone.cached('uv'));
});
