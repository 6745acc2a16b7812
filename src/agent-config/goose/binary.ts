import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { run } from '../../base/shell.ts';
import { withoutLog } from './extensions-in-force.ts';

/** The first version whose custom providers take `auth.command` (facts `goose.md` §2). */
export const neededGoose = '1.52';

export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = neededGoose.split('.').map(Number);
  return major === neededMajor ? minor < neededMinor : major < neededMajor;
}

/**
 * The Goose to run: the one of this checkout's `npm ci`, else `goose` on the PATH, if it is 1.52 or newer.
 * Throws `goose.missing`, `goose.too_old`.
 */
export async function findGoose(): Promise<string> {
  const own = join(import.meta.dirname, '../../../node_modules/@aaif/goose-binary-linux-x64/bin/goose');
  const program = existsSync(own) ? own : 'goose';
  const result = await run(program, ['--version'], { timeoutSeconds: 20, environment: withoutLog({}) });
  if (result.outcome !== 'done' || result.exitCode !== 0) throw new LakegooseError('goose.missing');
  const [found = ''] = /\d+\.\d+\.\d+/.exec(result.stdout) ?? [];
  if (isTooOld(found)) throw new LakegooseError('goose.too_old', { found, needed: neededGoose });
  return program;
}
