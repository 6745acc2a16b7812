import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { notebookText } from '../support/notebook-folder.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { uvProgram } from '../support/uv.ts';
import { inSpoiltHome } from './spoilt-disk.ts';

const padding = `# ${'what a person wrote '.repeat(400)}\n`;
const goose = '.config/goose/config.yaml';
const files: Readonly<Record<string, string>> = {
  '.env': `${padding}MINE=1\n`,
  '.databrickscfg': `; ${padding}[work]\nhost = https://work.example\n`,
  [goose]: `${padding}MINE: 1\n`,
};
const provider = '.config/goose/custom_providers/lakegoose.json';
const model = { GOOSE_MODEL: 'system.ai.m' };

/** npm reads the certificates of a machine behind a proxy that opens TLS from here. */
const { NODE_EXTRA_CA_CERTS: bundle } = process.env;
const certificates = bundle === undefined ? {} : { NODE_EXTRA_CA_CERTS: bundle };

const full = /\(the disk is full\), and is as it was\. Free some space \(see: df -h\)\./;
const readOnly = /\(the disk is read-only\), and is as it was\. Make it writable, or use a folder that is\./;
const notPermitted = /\(permission denied\), and is as it was\. Check who may write to the file and to its folder/;
const disks = [
  ['full', full],
  ['full but for a page', full],
  ['read-only', readOnly],
] as const;
const verbs: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ['agents', ['agents', 'goose'], model],
  ['bootstrap', ['bootstrap'], {}],
  ['bootstrap of the model', ['bootstrap', '--only', 'model'], {}],
  ['bootstrap with a model', ['bootstrap', '--only', 'goose'], model],
  ['login', ['login', 'https://work.example'], {}],
];
const cases = disks.flatMap(([disk, fix]) =>
  verbs.map(([verb, words, own]) => [disk, verb, { fix, words, own }] as const),
);

/** The person is signed in to a workspace at this address. */
async function signedIn() {
  const workspace = await remoteWorkspace({
    '/model-services': { model_services: [{ name: 'model-services/system.ai.claude-sonnet-4-5' }] },
    '/v2/endpoints': {},
  });
  const { host, token } = workspace;
  return {
    person: { ...workspace.environment, DATABRICKS_TOKEN: token, DATABRICKS_HOST: host },
    // `login` is not for those whose settings sign in.
    stranger: workspace.environment,
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  };
}

test.each(cases)('a home on a disk that is %s, and %s: the fix is named, nothing is lost', async (spoil, verb, one) => {
  await using workspace = await signedIn();
  const environment = { ...(verb === 'login' ? workspace.stranger : workspace.person), ...one.own };
  const { exitCode, said, left } = await inSpoiltHome({ words: one.words, environment, files, spoil });
  expect(said).toMatch(one.fix);
  expect(said).not.toContain('fault in lakegoose');
  expect(exitCode).toBe(1);
  if (provider in left) expect(JSON.parse(left[provider] ?? '')).toMatchObject({ name: 'lakegoose' });
  // The Databricks CLI writes its profiles itself when it signs in.
  for (const [name, text] of Object.entries(files)) {
    if (verb !== 'login' || name !== '.databrickscfg')
      expect(linesIn(left[name])).toEqual(expect.arrayContaining(linesIn(text)));
  }
  expect(Object.keys(left).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each([
  ['full', /the disk is full\. Free some space \(see: df -h\)\./],
  ['full but for a page', /the disk is full\. Free some space/],
  ['read-only', /the disk is read-only\. Make it writable/],
] as const)('a notebook that ran on a disk that is %s is as it was, which is told', async (spoil, fix) => {
  await using workspace = await testWorkspace();
  const outputs = [{ output_type: 'stream', name: 'stdout', text: [padding] }];
  const ended = { event: 'cell_ended', cell: 1, executionCount: 1, outputs };
  const python = `#!/bin/sh\ncat <<'END'\n${JSON.stringify(ended)}\n{"event":"ended","outcome":"done"}\nEND\n`;
  const notebook = notebookText([padding]);
  const { exitCode, said, left } = await inSpoiltHome({
    words: ['notebook', 'run', 'x.ipynb'],
    environment: { ...workspace.environment, DATABRICKS_CLUSTER_ID: workspace.clusterId },
    files: { 'x.ipynb': notebook, '.venv/bin/python': python },
    spoil,
  });
  expect([exitCode, said]).toEqual([1, expect.stringMatching(fix)]);
  expect(said).toContain('x.ipynb is as it was.');
  expect(left).toEqual({ 'x.ipynb': notebook, '.venv/bin/python': python });
});

test('what Goose keeps on a disk that is read-only cannot be removed, which is told', async () => {
  const sessions = '.local/share/goose/sessions/sessions.db';
  const { exitCode, said, left } = await inSpoiltHome({
    words: ['logout', '--purge', '--yes'],
    environment: {},
    files: { ...files, [sessions]: 'rows' },
    spoil: 'read-only',
  });
  expect(said).toMatch(
    /goose\/sessions could not be looked at or removed \(the disk is read-only\)\. Make it writable/,
  );
  expect({ exitCode, kept: left[sessions] }).toEqual({ exitCode: 1, kept: 'rows' });
});

test('a folder on a full disk is not hardened by halves, and told to be full', async () => {
  const config = { '.devcontainer/devcontainer.json': '{"image":"debian"}\n' };
  const words = ['harden', 'https://work.example'];
  const { exitCode, said, left } = await inSpoiltHome({ words, environment: {}, files: config, spoil: 'full' });
  expect(said).toMatch(
    /could not be changed \(the disk is full\)\. Free some space \(see: df -h\)\. Then run the same/,
  );
  expect({ exitCode, left }).toMatchObject({ exitCode: 1, left: config });
});

const onePackage = {
  '.env': 'MINE=1\n',
  '.devcontainer/python/requirements.txt': `idna==3.10 --hash=sha256:${'0'.repeat(64)}\n`,
};

test.each([
  ['full', 'tools'],
  ['full', 'python'],
  ['too small', 'tools'],
] as const)(
  'a disk that is %s, and the step %s: it is told, and nothing is left of what was fetched',
  async (spoil, step) => {
    const PATH = dirname(await uvProgram());
    const environment = { LAKEGOOSE_TOOLS: 'registry', PATH, ...certificates };
    const words = ['bootstrap', '--only', step];
    const { exitCode, said, left } = await inSpoiltHome({ words, environment, files: onePackage, spoil });
    expect(said).toMatch(/\(the disk is full\)\. Free some space/);
    expect(said).not.toMatch(/Check the network|fault in lakegoose/);
    expect(exitCode).toBe(1);
    // What npm and uv keep for themselves is theirs.
    const theirs = /^\.(npm|cache\/uv)\/|\.lock$/;
    const own = Object.entries(left).filter(([name]) => !theirs.test(name));
    expect(Object.fromEntries(own)).toEqual(onePackage);
  },
);

const linesIn = (text = '') => text.split('\n');

const single = [
  ['.env', 'model'],
  ['.databrickscfg', 'profile'],
  [goose, 'goose'],
] as const;
const ways = single.flatMap(([name, step]) => [
  [name, 'mounted read-only', { step, spoil: { mounted: name }, fix: readOnly }] as const,
  [name, 'read-only to its owner', { step, spoil: { mode444: name }, fix: notPermitted }] as const,
]);

test.each(ways)('%s, %s, stays as it is, and the fix is named', async (name, _how, { step, spoil, fix }) => {
  await using workspace = await signedIn();
  const environment = { ...workspace.person, ...(step === 'goose' ? model : {}) };
  const { exitCode, said, left } = await inSpoiltHome({
    words: ['bootstrap', '--only', step],
    environment,
    files,
    spoil,
  });
  expect(said).toContain(name);
  expect(said).toMatch(fix);
  expect(exitCode).toBe(1);
  expect(left[name]).toBe(files[name]);
  expect(Object.keys(left).filter((one) => one.endsWith('.part'))).toEqual([]);
});
