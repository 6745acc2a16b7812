import { LakegooseError, systemErrorCode } from '../base/errors.ts';
import { readFileIfThere } from '../base/files.ts';

/** The text of a file that a person keeps settings in; empty where there is none. Throws `settings.unreadable`. */
export async function readSettingsFile(path: string): Promise<string> {
  try {
    return (await readFileIfThere(path)) ?? '';
  } catch (error) {
    throw new LakegooseError('settings.unreadable', { path, reason: systemErrorCode(error) ?? '' }, { cause: error });
  }
}
