import { LakegooseError, reasonOf } from '../base/errors.ts';
import { readTextIfThere } from '../base/files.ts';

/**
 * The text of a file that a person keeps settings in, without a byte order mark; empty where there is none. Throws `settings.unreadable`,
 * `settings.not_utf8`.
 */
export async function readSettingsFile(path: string): Promise<string> {
  try {
    const text = (await readTextIfThere(path)) ?? '';
    // As Windows PowerShell writes files: every second byte of plain words is 0.
    if (text.includes('\0')) throw new LakegooseError('settings.not_utf8', { path });
    return text.replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof LakegooseError) throw error;
    if (reasonOf(error) === 'reason.not_utf8')
      throw new LakegooseError('settings.not_utf8', { path }, { cause: error });
    throw new LakegooseError('settings.unreadable', { path, reason: reasonOf(error) }, { cause: error });
  }
}
