import { dirname, join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../../base/errors.ts';
import { changeFile } from '../../base/files.ts';
import { makeDirectory } from '../../base/make-directory.ts';
import { userAgent } from '../../base/version.ts';
import { type GooseWishes, ownName } from './goose-config.ts';
import { mergeConfig } from './merge-config.ts';
import { providerFile } from './provider.ts';

export type Written = {
  readonly configFile: string;
  readonly changed: boolean;
  /** Extensions of Goose's own that were on, and are off now. */
  readonly switchedOff: readonly string[];
};

/**
 * Brings Goose's configuration in `directory` in line with the wishes: by merge, and by renaming a whole file into place.
 * Throws `agents.config_broken`, `agents.not_writable`.
 */
export async function writeGooseConfig(directory: string, wishes: GooseWishes): Promise<Written> {
  const configFile = join(directory, 'config.yaml');
  let switchedOff: readonly string[] = [];
  const merge = (text: string): string => {
    const merged = mergeConfig(text, wishes);
    if (merged.outcome === 'broken') {
      const { outcome: _broken, ...place } = merged;
      throw new LakegooseError('agents.config_broken', { path: configFile, ...place });
    }
    switchedOff = merged.switchedOff;
    return merged.text;
  };
  const changes = [
    await write(join(directory, 'custom_providers', `${ownName}.json`), () => providerFile(wishes, userAgent)),
    await write(configFile, merge),
  ];
  return { configFile, changed: changes.includes(true), switchedOff };
}

async function write(path: string, change: (text: string) => string): Promise<boolean> {
  try {
    await makeDirectory(dirname(path));
    return await changeFile(path, change);
  } catch (error) {
    if (error instanceof LakegooseError) throw error;
    const facts = { path, reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('agents.not_writable', facts, { cause: error });
  }
}
