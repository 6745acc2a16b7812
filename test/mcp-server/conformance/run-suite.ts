import { join } from 'node:path';
import { execa } from 'execa';
import { cleanEnvironment, repository } from '../../support/run-cli.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The protocol revisions whose frozen requirements we are held to. */
export const revisions = ['2025-11-25', '2026-07-28'] as const;

const suite = join(repository, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

/**
 * The official conformance suite against a server. Fails on a failure that does not stand in the file of expected ones,
 * and on one that stands there and no longer happens.
 */
export async function runSuite(address: string, revision: (typeof revisions)[number], expectedFailures: string) {
  await using directory = await temporaryDirectory();
  const file = join(import.meta.dirname, 'expected-failures', expectedFailures);
  const words = ['server', '--url', address, '--requirements', revision, '--expected-failures', file];
  const { exitCode, all } = await execa(process.execPath, [suite, ...words], {
    cwd: directory.path,
    env: cleanEnvironment(),
    extendEnv: false,
    reject: false,
    all: true,
    timeout: 120_000,
  });
  return { exitCode, says: all };
}
