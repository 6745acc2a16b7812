import { mkdir, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { config, hardened, person } from './harden-on.ts';

test.each([
  'http://work.example',
  'workspace',
  'https://10.0.0.5',
  'https://work.example:8443',
  'http://127.0.0.1:8765',
])('%s is not let through by its name on port 443, so nothing is hardened for it', async (host) => {
  await using someone = await person();
  const before = await someone.read(config);
  const stderr = expect.stringContaining('not the address');
  expect(await someone.harden([host])).toMatchObject({ exitCode: 1, stderr });
  expect(await someone.harden([], { DATABRICKS_HOST: host })).toMatchObject({ exitCode: 1 });
  expect(await someone.read(config)).toBe(before);
});

test('for the local workspace, whatever is set, nothing stays within reach, and what was written is read', async () => {
  await using someone = await person();
  const own = { DATABRICKS_HOST: 'https://work.example' };
  expect((await someone.harden(['local'], own)).stdout).toContain('Within reach after set-up: nothing');
  expect(await someone.harden(['local'], own)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('Nothing'),
  });
});

test('a folder in the place of the policy is told, stays, and does not stand in the way back', async () => {
  await using someone = await person();
  const before = await someone.read(config);
  await someone.harden(['https://work.example']);
  await rm(someone.at(`${hardened}/policy.yaml`));
  await mkdir(someone.at(`${hardened}/policy.yaml`));
  const stderr = expect.stringContaining('policy.yaml cannot be read');
  expect(await someone.harden()).toMatchObject({ exitCode: 1, stderr });
  expect(await someone.harden(['--undo'])).toMatchObject({ exitCode: 0 });
  expect(await someone.read(config)).toBe(before);
});
