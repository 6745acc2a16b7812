import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { thirdPartyNotices } from '../../scripts/third-party-notices.ts';

const names = z.record(z.string(), z.string());
const manifest = z.looseObject({ dependencies: names, devDependencies: names });

it('names each package that is shipped, on whatever machine, and none that only builds or tests', async () => {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(text));
  const notices = await thirdPartyNotices();
  const titles = new Set(notices.split('\n').filter((line) => line.startsWith('## ')));

  for (const [name, version] of Object.entries(dependencies)) {
    expect(titles).toContain(`## ${name} ${version}`);
  }
  // Reached through another package only.
  expect([...titles].some((title) => title.startsWith('## signal-exit '))).toBe(true);
  for (const [name, version] of Object.entries(devDependencies)) expect(titles).not.toContain(`## ${name} ${version}`);
});

it('says the same twice, and never where a package was fetched', async () => {
  const notices = await thirdPartyNotices();
  expect(await thirdPartyNotices()).toBe(notices);
  expect(notices).not.toMatch(/registry|\.tgz|sha512/);
});
