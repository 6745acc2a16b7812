import { systemErrorCode } from '../../../base/errors.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such folder',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'a file is in the way',
  EISDIR: 'a folder is in the way',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left',
  ENAMETOOLONG: 'the name is too long',
};

/** Why a file or folder cannot be used, in a few plain words; a code without words stands for itself. */
export function plainReason(error: unknown): string {
  const code = systemErrorCode(error) ?? 'unknown';
  return WORDS[code] ?? code;
}
