import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { run } from '../../base/shell.ts';

/** The first version whose custom providers take `auth.command` (facts `goose.md` §2). */
const neededMinor = 52;

/**
 * The Goose to run: the one of this checkout's `npm ci`, else `goose` on the PATH, if it is 1.52 or newer.
 * Throws `goose.missing`, `goose.too_old`.
 */
export async function findGoose(): Promise<string> {
  const own = join(import.meta.dirname, '../../../node_modules/@aaif/goose-binary-linux-x64/bin/goose');
  const program = existsSync(own) ? own : 'goose';
  const result = await run(program, ['--version'], { timeoutSeconds: 20 });
  if (result.outcome !== 'done' || result.exitCode !== 0) throw new LakegooseError('goose.missing');
  const version = /(\d+)\.(\d+)\.\d+/.exec(result.stdout);
  const [found = '', major = '0', minor = '0'] = version ?? [];
  if (Number(major) === 1 ? Number(minor) < neededMinor : Number(major) < 1) {
    throw new LakegooseError('goose.too_old', { found, needed: `1.${neededMinor}` });
  }
  return program;
}
