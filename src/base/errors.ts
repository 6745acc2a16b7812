/** What an error is about: names, numbers and paths that its sentence in `messages/` is filled with. */
export type Facts = Readonly<Record<string, string | number>>;

type Options = ErrorOptions & {
  /** Several failures told at once, such as all bad settings. */
  readonly parts?: readonly LakegooseError[];
};

/**
 * An expected failure, as data. `code` is a key of `messages/`; the words are put to it once, at the edge
 * (`cli.ts` for people, the MCP dispatcher for models).
 */
export class LakegooseError extends Error {
  override readonly name = 'LakegooseError';
  readonly code: string;
  readonly facts: Facts;
  readonly parts: readonly LakegooseError[];

  constructor(code: string, facts: Facts = {}, { parts = [], ...options }: Options = {}) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
    this.parts = parts;
  }
}

/** The `code` of a Node.js system error (`ENOENT`, `EADDRINUSE`, …), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Failures of files and folders that have words of their own in `messages/`, by the code that Node.js gives. */
const knownReasons: Readonly<Record<string, string>> = {
  EACCES: 'reason.not_permitted',
  EPERM: 'reason.not_permitted',
  EROFS: 'reason.read_only',
  EBUSY: 'reason.mounted',
  ENOENT: 'reason.not_there',
  ENOTDIR: 'reason.not_a_folder',
  EISDIR: 'reason.a_folder',
  ERR_NO_FILE: 'reason.no_file',
  ENOSPC: 'reason.disk_full',
  EDQUOT: 'reason.disk_full',
  ENAMETOOLONG: 'reason.name_too_long',
  ELOOP: 'reason.links_in_circle',
  EMFILE: 'reason.too_many_files',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'reason.not_utf8',
};

/**
 * What went wrong, as the fact `reason` of a sentence: a code of `messages/` where the cause is known, else the words of
 * whoever threw it, on one line.
 */
export function reasonOf(error: unknown): string {
  const known = knownReasons[systemErrorCode(error) ?? ''];
  if (known !== undefined) return known;
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

const fixes: Readonly<Record<string, string>> = {
  'reason.not_permitted': 'fix.not_permitted',
  'reason.read_only': 'fix.read_only',
  'reason.disk_full': 'fix.disk_full',
  'reason.not_a_folder': 'fix.not_a_folder',
  'reason.mounted': 'fix.mounted',
  'reason.no_file': 'fix.no_file',
  'reason.not_utf8': 'fix.not_utf8',
};

/** What a person can do where a file could not be written, as the fact `fix` of a sentence: a code of `messages/`. */
export function fixOf(error: unknown): string {
  return fixes[reasonOf(error)] ?? 'fix.other';
}
