import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';

const read = (...path: string[]) => readFile(join(repository, ...path), 'utf8');
const pin = (...path: string[]) => read('.devcontainer', ...path);

const of = (text: string, pattern: RegExp) => pattern.exec(text)?.[1];

it('the versions are the same, wherever the tools come from', async () => {
  const releases = await pin('mise.toml');
  const goose = of(releases, /goose" = "(.+)"/);
  expect(of(await pin('goose', 'package.json'), /goose-binary-linux-x64": "(.+)"/)).toBe(goose);
  expect(of(await read('programs', 'package.json'), /goose-binary-linux-x64": "(.+)"/)).toBe(goose);
  const databricks = of(releases, /databricks\/cli" = "(.+)"/);
  expect(of(await pin('databricks-cli', 'go.mod'), /databricks\/cli v(\S+)/)).toBe(databricks);
  const uv = of(releases, /uv" = "(.+)"/);
  expect(of(await pin('uv', 'requirements.txt'), /^uv==(\S+)/m)).toBe(uv);
  for (const version of [goose, databricks, uv]) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

it.each([
  ['goose', 'package-lock.json'],
  ['mise', 'package-lock.json'],
  ['uv', 'requirements.txt'],
  ['go', 'requirements.txt'],
  ['python', 'requirements.txt'],
])('%s is pinned by content, and from whichever mirror', async (tool, list) => {
  const text = await pin(tool, list);
  expect(text).toMatch(/--hash=sha256:[0-9a-f]{64}|"integrity": "sha512-/);
  expect(text).not.toMatch(/https?:|resolved/);
});

it("mise's release is pinned by content, in the version that npm has", async () => {
  const version = of(await pin('mise', 'package.json'), /mise-linux-x64": "(.+)"/);
  const release = `https://github.com/jdx/mise/releases/download/v${version}/mise-v${version}-linux-arm64.tar.gz`;
  const [digest, address] = (await pin('mise', 'linux-arm64.sha256')).trimEnd().split('  ');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(address).toBe(release);
});

it('what pyproject.toml names is pinned', async () => {
  const [, list = ''] = /^dependencies = \[\n([^\]]+)\]/m.exec(await read('pyproject.toml')) ?? [];
  const names = [...list.matchAll(/"([\w-]+)"/g)].map(([, name]) => name);
  expect(names).toContain('jupyter-databricks-kernel');
  const pins = await pin('python', 'requirements.txt');
  for (const name of names) expect(pins).toMatch(new RegExp(`^${name}==\\d`, 'm'));
});
