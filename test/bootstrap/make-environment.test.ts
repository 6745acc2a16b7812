import { chmod, mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeEnvironment } from '../../src/bootstrap/python/make-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Makes environments with the kernel's package, whose installer ends with the exit code that stands in the file `kernel`. */
const uv = (folder: string) => `#!/bin/sh
test "$1" = venv || exit 0
for made; do :; done
mkdir -p "$made/bin" "$made/lib/python3.12/site-packages/jupyter_databricks_kernel"
printf '#!/bin/sh\\nexit $(cat ${folder}/kernel)\\n' > "$made/bin/python"
chmod +x "$made/bin/python"
`;

test('where the kernel cannot be registered, .venv leads where it did before, and nothing half stays', async () => {
  await using folder = await temporaryDirectory();
  const at = (...parts: readonly string[]) => join(folder.path, ...parts);
  await mkdir(at('.local/bin'), { recursive: true });
  await writeFile(at('.local/bin/uv'), uv(folder.path));
  await chmod(at('.local/bin/uv'), 0o755);
  const make = async (exitCode: number) => {
    await writeFile(at('kernel'), String(exitCode));
    const wanted = { home: at('.venv'), folder: at('made'), list: at('requirements.txt'), pins: 'pins' };
    await makeEnvironment(wanted, {
      environment: { HOME: folder.path },
      pins: at('.devcontainer'),
      cache: at('.cache'),
      machine: process.arch,
      signal: new AbortController().signal,
      tell: () => undefined,
    });
  };
  await expect(make(1)).rejects.toMatchObject({ code: 'python.failed' });
  await expect(readlink(at('.venv'))).rejects.toThrow('ENOENT');
  expect(await readdir(at('made'))).toEqual([]);
  await make(0);
  const whole = await readlink(at('.venv'));
  await expect(make(1)).rejects.toMatchObject({ code: 'python.failed' });
  expect(await readlink(at('.venv'))).toBe(whole);
  expect((await readdir(at('made'))).map((name) => at('made', name))).toEqual([whole]);
});
