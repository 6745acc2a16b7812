import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseJsonc } from '../../src/harden/jsonc.ts';
import { config, hardened, person } from './harden-on.ts';

const service = z.looseObject({
  networks: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.looseObject({ target: z.string(), read_only: z.boolean().optional() })),
});
const compose = z.looseObject({ services: z.record(z.string(), service) });

async function servicesOf({ read }: Awaited<ReturnType<typeof person>>) {
  const { work, egress } = compose.parse(parse(await read(`${hardened}/compose.yaml`))).services;
  return { work, egress };
}

test('hardened and undone: the plain configuration is back byte for byte, and nothing else is left', async () => {
  await using someone = await person();
  const [before, files] = [await someone.read(config), await readdir(someone.at('.devcontainer'))];
  const { exitCode, stdout } = await someone.harden(['https://work.example/browse?o=1']);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('Within reach after set-up: work.example'),
  });
  expect(stdout).toContain('rebuilt');
  expect(await someone.read(config)).not.toBe(before);
  expect(await someone.harden(['--undo'])).toMatchObject({ exitCode: 0 });
  expect(await someone.read(config)).toBe(before);
  expect(await readdir(someone.at('.devcontainer'))).toEqual(files);
});

test('where VS Code looks there is one configuration, before and after', async () => {
  await using someone = await person();
  await someone.harden();
  const found = await readdir(someone.at('.devcontainer'), { recursive: true });
  expect(found.filter((name) => name.endsWith('devcontainer.json'))).toEqual(['devcontainer.json']);
});

test('a second time nothing changes, either way', async () => {
  await using someone = await person();
  await someone.harden();
  expect(await someone.harden(['--json'])).toMatchObject({ stdout: expect.stringContaining('"changes":[]') });
  await someone.harden(['--undo']);
  expect((await someone.harden(['--undo'])).stdout).toContain('is the plain one');
});

test('--dry-run shows what would change, and changes nothing', async () => {
  await using someone = await person();
  const before = await someone.read(config);
  const { stdout } = await someone.harden(['--dry-run']);
  expect(stdout).toContain(`Write ${config}`);
  expect(await someone.read(config)).toBe(before);
  expect(await readdir(someone.at('.devcontainer'))).not.toContain('hardened');
});

test('the person works where there is no way out; what they must not change is read-only there', async () => {
  await using someone = await person();
  await mkdir(someone.at('.vscode'));
  await someone.harden(['https://work.example']);
  const { work, egress } = await servicesOf(someone);
  expect(work).toMatchObject({ networks: ['inside'], cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  expect(work?.environment).toMatchObject({ LAKEGOOSE_WORKSPACE: 'remote', DATABRICKS_HOST: 'https://work.example' });
  const locked = work?.volumes.filter(({ read_only }) => read_only).map(({ target }) => target.split('/').at(-1));
  expect(locked).toEqual(['.devcontainer', '.vscode', 'lakegoose']);
  expect(egress?.environment.EGRESS_HOSTS).toBe('work.example');
  // A volume would be of the project, whose name stands in `.env` of the workspace.
  expect(parse(await someone.read(`${hardened}/compose.yaml`))).not.toHaveProperty('volumes');
  expect(egress?.volumes).toMatchObject([
    { type: 'bind', source: '.', read_only: true },
    { type: 'bind', source: './state', target: egress?.environment.EGRESS_STATE },
  ]);
});

test('what people change in a file of ours is kept aside and told; line ends of Git are no change', async () => {
  await using someone = await person();
  await someone.harden(['https://work.example']);
  const mine = (await someone.read(config)).replace('"init": true', '"init": false');
  await writeFile(someone.at(config), mine);
  const compose = await someone.read(`${hardened}/compose.yaml`);
  await writeFile(someone.at(`${hardened}/compose.yaml`), compose.replaceAll('\n', '\r\n'));
  for (const words of [['--dry-run'], []]) {
    const { stdout } = await someone.harden(words);
    expect(stdout).toContain(
      `${config} was changed by hand. Your version is kept as ${hardened}/devcontainer.json.changed-`,
    );
    expect(stdout).not.toContain('compose.yaml was changed');
  }
  const kept = (await readdir(someone.at(hardened))).filter((name) => name.includes('.changed-'));
  expect(kept).toHaveLength(1);
  expect(await someone.read(`${hardened}/${kept[0]}`)).toBe(mine);
  expect(await someone.read(config)).toContain('"init": true');
  expect((await someone.harden()).stdout).toContain('Nothing to change');
  await writeFile(someone.at(`${hardened}/compose.yaml`), `${compose}# mine\n`);
  expect((await someone.harden(['--undo'])).stdout).toContain('compose.yaml was changed by hand');
  expect((await readdir(someone.at(hardened))).map((name) => name.replace(/-\w+$/, ''))).toEqual([
    'compose.yaml.changed',
    'devcontainer.json.changed',
  ]);
});

test('ended in the middle, either way: the next run comes to the same, and one whole configuration is in force', async () => {
  await using whole = await person();
  const plain = await whole.read(config);
  const { changes } = z
    .object({ changes: z.array(z.object({ path: z.string() })) })
    .parse(JSON.parse((await whole.harden(['https://work.example', '--json'])).stdout));
  const files = await readdir(whole.at('.devcontainer'), { recursive: true });
  for (const end of [1, changes.length - 1]) {
    await using someone = await person();
    for (const { path } of changes.slice(0, end)) await cp(whole.at(path), someone.at(path), { recursive: true });
    expect(await someone.read(config)).toBe(plain);
    await someone.harden(['https://work.example']);
    expect((await readdir(someone.at('.devcontainer'), { recursive: true })).sort()).toEqual(files.sort());
    // Of the way back the plain configuration is the first step.
    await writeFile(someone.at(config), plain);
    await rm(someone.at(`${hardened}/compose.yaml`));
    await someone.harden(['--undo']);
    expect(await someone.read(config)).toBe(plain);
    expect(await readdir(someone.at('.devcontainer'))).not.toContain('hardened');
  }
});

test("a company's proxy stands in the same file, and is asked by the way out", async () => {
  await using someone = await person();
  await someone.harden(['https://work.example']);
  const policy = (proxy: string) =>
    writeFile(someone.at(`${hardened}/policy.yaml`), `egress: [work.example]\nproxy: ${proxy}\n`);
  await policy('http://me:a$b@proxy.example:3128');
  await someone.harden();
  const { work, egress } = await servicesOf(someone);
  // Compose takes one of two dollars.
  expect(egress?.environment.EGRESS_PROXY).toBe('http://me:a$$b@proxy.example:3128');
  expect(work?.environment.HTTPS_PROXY).toBe('http://egress:3128');
  for (const wrong of ['proxy.example:3128', 'socks5://proxy.example']) {
    await policy(wrong);
    expect(await someone.harden()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('not known') });
  }
});

test('an administrator lists names in one place, which stays as it is', async () => {
  await using someone = await person();
  await someone.harden(['https://work.example']);
  const policy = 'egress: [work.example, hub.example]\nsetup_hosts: [npm.example] # ours\n';
  await writeFile(someone.at(`${hardened}/policy.yaml`), policy);
  await someone.harden();
  const { egress } = await servicesOf(someone);
  expect(egress?.environment).toMatchObject({
    EGRESS_HOSTS: 'work.example,hub.example',
    EGRESS_SETUP_HOSTS: 'npm.example',
  });
  const other = await someone.harden(['https://other.example']);
  expect(other).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Add it under egress') });
  await someone.harden(['--undo']);
  expect(await someone.read(`${hardened}/policy.yaml`)).toBe(policy);
});

test.each([
  ['of the settings', { DATABRICKS_HOST: 'https://work.example' }, 'Within reach after set-up: work.example'],
  ['the local one', { LAKEGOOSE_WORKSPACE: 'local' }, 'Within reach after set-up: nothing'],
  ['none yet', {}, 'Within reach after set-up: nothing'],
])('the workspace: %s', async (_what, environment, says) => {
  await using someone = await person();
  expect(await someone.harden([], environment)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(says) });
});

test('what people added stays; what would open it is left out, and named', async () => {
  await using someone = await person(`{
    // mine
    "build": { "dockerfile": "Dockerfile", "context": ".", "args": { "BASE_IMAGE": "\${localEnv:MIRROR:mcr.example/image:1}", "PRICE": "$1" } },
    "runArgs": ["--privileged"], "capAdd": ["SYS_ADMIN"], "initializeCommand": "make",
    "features": { "./features/mine": {}, "ghcr.io/devcontainers/features/docker-in-docker:2": {} },
    "mounts": ["source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind", "source=x,target=/x,type=volume",
      { "type": "bind", "source": "\${localWorkspaceFolder}", "target": "/again" }],
    "postStartCommand": ["mine", "two words"],
  }`);
  const { stdout } = await someone.harden([], { MIRROR: 'mirror.example/image' });
  expect(stdout).toContain(
    'runArgs, capAdd, initializeCommand, mounts (bind), features (ghcr.io/devcontainers/features/docker-in-docker:2)',
  );
  const inForce = parseJsonc(await someone.read(config));
  expect(inForce).toHaveProperty('features', { './features/mine': {} });
  expect(inForce).toMatchObject({
    mounts: ['source=x,target=/x,type=volume'],
    postStartCommand: { start: ['mine', 'two words'], 'set-up-is-over': expect.stringContaining('close') },
  });
  for (const key of ['runArgs', 'initializeCommand']) expect(inForce).not.toHaveProperty(key);
  expect((await servicesOf(someone)).work).toMatchObject({
    build: {
      context: '..',
      dockerfile: 'Dockerfile',
      args: { BASE_IMAGE: 'mirror.example/image', PRICE: '$$1' },
    },
  });
});

test.each([
  ['no container', async (at: (path: string) => string) => rm(at(config)), 'There is no'],
  ['no JSON', async (at: (path: string) => string) => writeFile(at(config), '{'), 'cannot be read'],
  [
    'Compose already',
    async (at: (path: string) => string) => writeFile(at(config), '{"dockerComposeFile":"x"}'),
    'for Docker Compose already',
  ],
  [
    'no image',
    async (at: (path: string) => string) => writeFile(at(config), '{ "name": "x" }'),
    'neither an image nor a build',
  ],
  [
    'a folder in the way',
    async (at: (path: string) => string) => mkdir(at(`${hardened}/egress/egress.ts`), { recursive: true }),
    'could not be changed',
  ],
  [
    'a policy that is none',
    async (at: (path: string) => string) => {
      await mkdir(at(hardened));
      await writeFile(at(`${hardened}/policy.yaml`), 'egress: ["*"]');
    },
    'policy.yaml cannot be read',
  ],
])('%s: a sentence, and nothing is changed', async (_what, spoil, says) => {
  await using someone = await person();
  await spoil(someone.at);
  const before = await someone.read(config).catch(() => '');
  expect(await someone.harden()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(says) });
  expect(await someone.read(config).catch(() => '')).toBe(before);
});

test.each(['"dockerfile": "../Dockerfile"', '"context": ".."', '"context": "mine/../.."', '"context": "/"'])(
  'an image that is made of what is written inside, %s, is refused',
  async (from) => {
    await using someone = await person(`{ "build": { ${from} } }`);
    expect(await someone.harden()).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('whoever works in the container can change'),
    });
  },
);
