import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { LakegooseError, reasonOf, systemErrorCode } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import type { CommandContext } from './command.ts';

/**
 * The bytes of a file, or of standard input for none or `-`, without the mark that some editors put first.
 * Throws `sql.no_file`, `sql.is_folder` or `sql.not_readable`.
 */
export async function readInput(file: string | undefined, context: CommandContext): Promise<Buffer> {
  const bytes =
    file === undefined || file === '-' ? await typed(context) : await read(resolve(context.directory, file));
  return hasMark(bytes) ? bytes.subarray(3) : bytes;
}

function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

async function typed({ stdin, stderr, signal, language }: CommandContext): Promise<Buffer> {
  if (stdin.isTTY) stderr.write(`${say(language, 'sql.type_here')}\n`);
  addAbortSignal(signal, stdin);
  return buffer(stdin);
}

async function read(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new LakegooseError('sql.no_file', { path }, { cause: error });
    if (code === 'EISDIR') throw new LakegooseError('sql.is_folder', { path }, { cause: error });
    throw new LakegooseError('sql.not_readable', { path, reason: reasonOf(error) }, { cause: error });
  });
}
