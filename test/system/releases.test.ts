import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { repository, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const tools = ['goose', 'databricks', 'uv'];

/** npm reads the certificates of a machine behind a proxy that opens TLS from here. */
const { NODE_EXTRA_CA_CERTS: bundle } = process.env;
const certificates = bundle === undefined ? {} : { NODE_EXTRA_CA_CERTS: bundle };

/** A folder that is set up as a container's is, and a person in it; releases are served on loopback. */
async function person(checksumOf: (archive: Buffer, tool: string) => string) {
  const directory = await temporaryDirectory();
  const at = (...parts: string[]) => join(directory.path, ...parts);
  const archives = new Map<string, Buffer>();
  for (const tool of tools) {
    await mkdir(at('made', tool, 'bin'), { recursive: true });
    await writeFile(at('made', tool, 'bin', tool), `#!/bin/sh\necho ${tool} of a release\n`);
    await chmod(at('made', tool, 'bin', tool), 0o755);
    await execa('tar', ['--create', '--gzip', '--file', at(`${tool}.tar.gz`), '--directory', at('made', tool), 'bin']);
    archives.set(`/${tool}.tar.gz`, await readFile(at(`${tool}.tar.gz`)));
  }
  const server = createServer(({ url = '' }, response) => response.end(archives.get(url)));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const lines = [...archives].map(([path, archive]) => {
    const facts = `version = "1.0.0", url = "http://127.0.0.1:${port}${path}", bin_path = "bin"`;
    return `"http:${path.slice(1, -7)}" = { ${facts}, checksum = "sha256:${checksumOf(archive, path.slice(1, -7))}" }`;
  });
  await cp(join(repository, '.devcontainer'), at('.devcontainer'), { recursive: true });
  await writeFile(at('.devcontainer', 'mise.toml'), `[tools]\n${lines.join('\n')}\n`);
  return {
    at,
    bootstrap: () =>
      runCli(['bootstrap', '--only', 'tools'], {
        directory: directory.path,
        environment: { HOME: directory.path, NO_PROXY: '127.0.0.1', ...certificates },
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

const digest = (archive: Buffer) => createHash('sha256').update(archive).digest('hex');

test('the default profile: mise fetches what mise.toml names, and it is there under its name', async () => {
  await using someone = await person(digest);
  expect(await someone.bootstrap()).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('✓ Tools: Installed'),
  });
  for (const tool of tools) {
    const { stdout } = await execa(someone.at('.local', 'bin', tool));
    expect(stdout).toBe(`${tool} of a release`);
  }
  const program = await readlink(someone.at('.local', 'bin', 'goose'));
  expect(await someone.bootstrap()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^· Tools/m) });
  expect(await readlink(someone.at('.local', 'bin', 'goose'))).toBe(program);
});

test('a release whose content is another one is refused, and nothing is installed', async () => {
  await using someone = await person(() => digest(Buffer.from('what was pinned')));
  const { exitCode, stdout } = await someone.bootstrap();
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Tools: These tools could not be installed in \S+: goose, databricks, uv\.$/m);
  expect(stdout.match(/The releases of the tools could not be fetched: .*checksum/gi)).toHaveLength(1);
  expect(stdout).toContain('LAKEGOOSE_TOOLS=registry');
  await expect(readlink(someone.at('.local', 'bin', 'goose'))).rejects.toThrow('ENOENT');
});

test('a release that is not there keeps no other one away', async () => {
  await using someone = await person((archive, tool) => digest(tool === 'goose' ? Buffer.from('other') : archive));
  const { exitCode, stdout } = await someone.bootstrap();
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✗ Tools: These tools could not be installed in \S+: goose\.$/m);
  for (const tool of ['databricks', 'uv']) {
    expect((await execa(someone.at('.local', 'bin', tool))).stdout).toBe(`${tool} of a release`);
  }
});
