import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { steps } from '../../src/bootstrap/steps.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const text = z.string();
const configuration = z.looseObject({
  name: text,
  build: z.looseObject({ dockerfile: text, args: z.record(text, text) }),
  init: z.boolean(),
  remoteUser: text,
  hostRequirements: z.looseObject({ cpus: z.number(), memory: text, storage: text }),
  mounts: z.array(z.strictObject({ type: z.literal('volume'), source: text, target: text })),
  containerEnv: z.record(text, text),
  remoteEnv: z.record(text, text),
  updateContentCommand: text,
  postCreateCommand: text,
  postStartCommand: text,
  postAttachCommand: text,
  forwardPorts: z.array(z.number()),
  portsAttributes: z.record(text, z.looseObject({ onAutoForward: text, requireLocalPort: z.boolean().optional() })),
  otherPortsAttributes: z.looseObject({ onAutoForward: text }),
  secrets: z.record(text, z.strictObject({ description: text.min(20) })),
  customizations: z.looseObject({
    vscode: z.looseObject({ extensions: z.array(text), settings: z.record(text, z.unknown()) }),
  }),
});
const program = { command: text, args: z.array(text) };
const task = z.looseObject({
  label: text,
  type: text,
  ...program,
  windows: z.strictObject(program).optional(),
  runOptions: z.looseObject({ runOn: text }).optional(),
});
const taskFile = z.looseObject({ inputs: z.array(z.looseObject({ id: text })), tasks: z.array(task) });

/** As VS Code reads it: with lines of comments. */
async function read<T>(schema: z.ZodType<T>, ...path: readonly string[]): Promise<T> {
  const lines = await readFile(join(repository, ...path), 'utf8');
  return schema.parse(JSON.parse(lines.replace(/^ *\/\/.*$/gm, '')));
}
const container = await read(configuration, '.devcontainer', 'devcontainer.json');
const { tasks, inputs } = await read(taskFile, '.vscode', 'tasks.json');

describe('devcontainer.json', () => {
  it('takes the public base image, or the mirror that a machine names', async () => {
    const { args } = container.build;
    expect(args.BASE_IMAGE).toMatch(
      /^\$\{localEnv:DEVCONTAINER_BASE_IMAGE:mcr\.microsoft\.com\/devcontainers\/typescript-node\}$/,
    );
    const dockerfile = await readFile(join(repository, '.devcontainer', container.build.dockerfile), 'utf8');
    for (const name of ['BASE_IMAGE', 'BASE_TAG']) expect(dockerfile).toMatch(new RegExp(`^ARG ${name}=\\S`, 'm'));
    expect(dockerfile).toMatch(/^FROM \$\{BASE_IMAGE\}:\$\{BASE_TAG\}$/m);
    // As the classic builder reads it, and without a choice of amd64 or arm64.
    expect(dockerfile.replace(/^#.*$/gm, '')).not.toMatch(/--mount|<<|--chmod|--platform/);
  });

  it('runs as nobody of power, with an init, on a machine that is large enough', () => {
    expect(container).toMatchObject({ init: true, remoteUser: 'node' });
    expect(container.hostRequirements.cpus).toBeGreaterThanOrEqual(2);
  });

  it('keeps sign-in and Goose over a rebuild, each container its own, and no logs', () => {
    const targets = container.mounts.map(({ target }) => target);
    for (const kept of ['.databricks', '.config/goose', '.local/share/goose', '.local/share/lakegoose', '.cache']) {
      expect(targets).toContain(`/home/node/${kept}`);
    }
    expect(targets.filter((target) => '/home/node/.local/state/goose'.startsWith(target))).toEqual([]);
    for (const { source } of container.mounts) expect(source).toMatch(/-\$\{devcontainerId\}$/);
    expect(container.containerEnv.DATABRICKS_CONFIG_FILE).toMatch(/^\/home\/node\/\.databricks\//);
  });

  it('forwards the port that a sign-in comes back to, as that very port', () => {
    expect(container.forwardPorts).toEqual([8020]);
    expect(container.portsAttributes['8020']?.requireLocalPort).toBe(true);
    const all = [...Object.values(container.portsAttributes), container.otherPortsAttributes];
    for (const { onAutoForward } of all) expect(onAutoForward).not.toBe('ignore');
  });

  it('asks for the host as a secret, and says what each secret is', () => {
    expect(Object.keys(container.secrets)).toContain('DATABRICKS_HOST');
    expect(Object.keys(container.secrets)).not.toContain('DATABRICKS_TOKEN');
  });

  it('each line calls the CLI, by verbs and steps that there are', () => {
    const { updateContentCommand, postCreateCommand, postStartCommand, postAttachCommand } = container;
    const names = steps.map(({ name }) => name);
    for (const line of [updateContentCommand, postCreateCommand, postStartCommand, postAttachCommand]) {
      expect(line).toMatch(/\blakegoose bootstrap\b/);
      const [, only] = /--only (\S+)/.exec(line) ?? [];
      if (only !== undefined) expect(names).toContain(only);
    }
    expect(postCreateCommand).toBe('lakegoose bootstrap');
    // Nobody may be there at these.
    for (const line of [postStartCommand, postAttachCommand]) expect(line).toContain('--unattended');
  });

  it('lets the task run by itself, and VS Code find Python', () => {
    const { settings, extensions } = container.customizations.vscode;
    expect(settings).toMatchObject({ 'task.allowAutomaticTasks': 'on' });
    expect(settings['python.defaultInterpreterPath']).toMatch(/\/\.venv\/bin\/python$/);
    expect(extensions).toEqual(expect.arrayContaining(['ms-python.python', 'ms-toolsai.jupyter']));
  });

  /** Exit code of the line that the container runs first, where npm and our CLI end so. */
  async function firstLine(npm: number, lakegoose: number) {
    await using folder = await temporaryDirectory();
    for (const [name, code] of Object.entries({ npm, lakegoose })) {
      await writeFile(join(folder.path, name), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    }
    const env = { PATH: `${folder.path}:${process.env.PATH ?? ''}` };
    const { exitCode } = await execa('sh', ['-c', container.updateContentCommand], { env, reject: false });
    return exitCode;
  }

  it('a tool that is missing does not keep the lines after it away; our own code that is missing does', async () => {
    expect(await firstLine(0, 0)).toBe(0);
    expect(await firstLine(0, 1)).toBe(0);
    expect(await firstLine(1, 0)).toBe(1);
  });
});

test('one configuration only, where VS Code looks, so that it asks nothing', async () => {
  const below = await readdir(join(repository, '.devcontainer'), { recursive: true });
  const paths = [...below.map((path) => `.devcontainer/${path}`), ...(await readdir(repository))];
  expect(paths.filter((path) => path.endsWith('devcontainer.json'))).toEqual(['.devcontainer/devcontainer.json']);
});

test('tasks.json: the sign-in opens by itself in a terminal, and can be asked for with a host', async () => {
  const [opened, ...others] = tasks.filter(({ runOptions }) => runOptions?.runOn === 'folderOpen');
  expect(others).toEqual([]);
  await using folder = await temporaryDirectory();
  const run = () => execa(opened?.command ?? '', opened?.args ?? [], { env: { PATH: `${folder.path}:/usr/bin:/bin` } });
  // On a person's own machine, before "Reopen in Container".
  expect(await run()).toMatchObject({ stdout: '', stderr: '' });
  await writeFile(join(folder.path, 'lakegoose'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  expect(await run()).toMatchObject({ stdout: 'login --if-needed' });
  // Every Windows has it; a task that does not find its program opens an error.
  expect(opened?.windows).toEqual({ command: 'cmd', args: ['/c', 'exit'] });
  const asked = tasks.filter(({ args }) => args[0] === 'login' && args[1]?.startsWith('${input:'));
  expect(asked.map(({ args }) => args[1])).toEqual(inputs.map(({ id }) => `\${input:${id}}`));
  expect(asked).toHaveLength(1);
});
