import { constants, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError, reasonOf } from '../../base/errors.ts';
import { makeDirectory, readFileIfThere, writeFileWhole } from '../../base/files.ts';
import { userAgent } from '../../base/version.ts';
import { type GooseWishes, ownName } from './goose-config.ts';
import { mergeConfig } from './merge-config.ts';
import { providerFile } from './provider.ts';

export type Written = {
  readonly configFile: string;
  readonly changed: boolean;
  /** Where a file that Goose could not have read was put aside, and what was wrong with it. */
  readonly brokenFile?: string;
  readonly brokenReason?: string;
};

/**
 * Brings Goose's configuration in `directory` in line with the wishes: by merge, and by renaming a whole file into place.
 * Throws `agents.not_writable`.
 */
export async function writeGooseConfig(directory: string, wishes: GooseWishes): Promise<Written> {
  const configFile = join(directory, 'config.yaml');
  const providers = join(directory, 'custom_providers');
  try {
    await makeDirectory(providers);
    const existing = (await readFileIfThere(configFile)) ?? '';
    const merged = mergeConfig(existing, wishes);
    const broken =
      merged.outcome === 'broken' ? { brokenFile: await putAside(configFile), brokenReason: merged.reason } : {};
    const config = merged.outcome === 'broken' ? mergeConfig('', wishes) : merged;
    const text = config.outcome === 'spliced' ? config.text : '';
    const changes = [
      await writeIfOther(join(providers, `${ownName}.json`), providerFile(wishes, userAgent)),
      await writeIfOther(configFile, text),
    ];
    return { configFile, changed: changes.includes(true), ...broken };
  } catch (error) {
    throw new LakegooseError('agents.not_writable', { path: directory, reason: reasonOf(error) }, { cause: error });
  }
}

async function writeIfOther(path: string, text: string): Promise<boolean> {
  if ((await readFileIfThere(path)) === text) return false;
  await writeFileWhole(path, text);
  return true;
}

async function putAside(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const copy = `${path}.broken-${number}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
