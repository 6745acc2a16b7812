import { join } from 'node:path';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { readFileIfThere, writeFileWhole } from '../base/files.ts';

/**
 * Sets these in the folder's `.env`. Every other line stays as it is, byte for byte. Gives the file's path.
 * Throws `bootstrap.env_not_writable`.
 */
export async function writeDotEnv(directory: string, values: Readonly<Record<string, string>>): Promise<string> {
  const path = join(directory, '.env');
  try {
    const text = await readFileIfThere(path);
    // A file that is there keeps its own mode. A new one may come to hold a token.
    await writeFileWhole(path, mergeDotEnv(text ?? '', values), text === undefined ? 0o600 : undefined);
  } catch (error) {
    throw new LakegooseError('bootstrap.env_not_writable', { path, reason: reasonOf(error) }, { cause: error });
  }
  return path;
}

/** The text of a `.env` in which these names have these values: in the line that counts, or in a new one at the end. */
export function mergeDotEnv(text: string, values: Readonly<Record<string, string>>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let merged = text;
  for (const [name, value] of Object.entries(values)) {
    // Of several lines with one name, the last counts.
    const last = assignments(merged).findLast((one) => one.name === name);
    if (last === undefined) {
      const gap = merged === '' || merged.endsWith('\n') ? '' : eol;
      merged += `${gap}${name}=${quoted(value)}${eol}`;
    } else {
      merged = merged.slice(0, last.from) + quoted(value) + merged.slice(last.to);
    }
  }
  return merged;
}

type Assignment = { readonly name: string; readonly from: number; readonly to: number };

/** Where the values stand, as Node reads them (`util.parseEnv`): one in quotes may go over several lines. */
function assignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  for (let at = 0; at < text.length; ) {
    const line = text.slice(at, endOfLine(text, at));
    const [head = '', upTo = '', name = ''] = /^(\uFEFF?\s*(?:export[ \t]+)?([\w.-]+)[ \t]*=)[ \t]*/.exec(line) ?? [];
    const start = at + head.length;
    const closing = name !== '' && /["'`]/.test(text.charAt(start)) ? text.indexOf(text.charAt(start), start + 1) : -1;
    const end = endOfLine(text, Math.max(start, closing));
    if (name !== '') found.push({ name, from: at + upTo.length, to: Math.max(start, closing + 1) });
    at = end + 1;
  }
  return found.map((one) => ({ ...one, to: endOfValue(text, one.to) }));
}

/** What follows a value stays where it is a comment. */
function endOfValue(text: string, from: number): number {
  const rest = text.slice(from, endOfLine(text, from));
  const comment = rest.search(/[ \t]*(#|\r?$)/);
  return from + (comment < 0 ? rest.length : comment);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function quoted(value: string): string {
  if (!/[#"'`]|^\s|\s$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
