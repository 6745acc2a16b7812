import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

export type DatabricksCli = AsyncDisposable & {
  readonly environment: Readonly<Record<string, string>>;
  /** The home directory of whoever uses it. */
  readonly home: string;
  /** Where the scripted browser leaves the page that it was shown. */
  readonly page: string;
  run(...words: string[]): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }>;
};

/** The real Databricks CLI with a home directory of its own and a scripted browser. */
export async function databricksCli(more: Readonly<Record<string, string>> = {}): Promise<DatabricksCli> {
  const program = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  const home = await temporaryDirectory();
  const bin = join(home.path, 'bin');
  const page = join(home.path, 'page.html');
  await mkdir(bin);
  await symlink(program, join(bin, 'databricks'));
  // The CLI waits for its browser to let go of every pipe before it exchanges the code (facts §5g).
  const script = `#!/bin/sh
setsid sh -c 'curl --silent --location --output "$2.part" "$1" && mv "$2.part" "$2"' sh "$1" '${page}' </dev/null >/dev/null 2>&1 &
`;
  await writeFile(join(bin, 'browser'), script);
  await chmod(join(bin, 'browser'), 0o755);
  const environment = {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    HOME: home.path,
    BROWSER: join(bin, 'browser'),
    // In a container without a keyring this is what it falls back to (facts §5d).
    DATABRICKS_AUTH_STORAGE: 'plaintext',
    DATABRICKS_CLI_DISABLE_TELEMETRY: '1',
    NO_PROXY: '127.0.0.1,localhost',
    LANG: 'C.UTF-8',
    ...more,
  };
  return {
    environment,
    home: home.path,
    page,
    run: async (...words) => {
      const { exitCode, stdout, stderr } = await execa(program, words, {
        env: environment,
        extendEnv: false,
        reject: false,
        timeout: 60_000,
        stdin: 'ignore',
      });
      return { exitCode, stdout, stderr };
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}
