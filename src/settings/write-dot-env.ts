import { join } from 'node:path';
import { fixOf, LakegooseError, reasonOf } from '../base/errors.ts';
import { changeFile } from '../base/files.ts';
import { type Environment, readDotEnv } from './dot-env.ts';

type Place = { readonly directory: string; readonly environment: Environment };

/**
 * Sets these in the `.env` that is read here, which may be of a folder above, else in a new one: a second one would hide all
 * that the first sets, the guard's rules among it. Every other line stays as it is, byte for byte. Gives the file's path.
 * Throws `bootstrap.env_not_writable`, `settings.unreadable`, `settings.not_utf8`.
 */
export async function writeDotEnv(
  { directory, environment }: Place,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const { path = join(directory, '.env') } = await readDotEnv(directory, environment);
  try {
    // A new file may come to hold a token.
    await changeFile(path, (text) => mergeDotEnv(text, values), 0o600);
  } catch (error) {
    const facts = { path, reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('bootstrap.env_not_writable', facts, { cause: error });
  }
  return path;
}

/** In quotes it may have several lines; without them it ends before a comment. */
const anyValue = String.raw`[ \t]*(?:"[^"]*"|'[^']*'|\`[^\`]*\`|[^\r\n#]*?)(?=[ \t]*(?:[\r\n#]|$))`;

/** An entry of any name: what looks like one within a value of several lines is none. */
const entry = new RegExp(`^(\\uFEFF?[ \\t]*(?:export[ \\t]+)?([\\w.-]+)[ \\t]*=)(${anyValue})`, 'gm');

/** The text of a `.env` in which these names have these values: in the line that counts, or in a new one at the end. */
export function mergeDotEnv(text: string, values: Readonly<Record<string, string>>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let merged = text;
  for (const [name, value] of Object.entries(values)) {
    const lines = Array.from(merged.matchAll(entry)).filter(([, , found]) => found === name);
    // Of several lines with one name, the last counts.
    const last = lines.at(-1);
    if (last === undefined) {
      const gap = merged === '' || merged.endsWith('\n') ? '' : eol;
      merged += `${gap}${name}=${quoted(value)}${eol}`;
    } else {
      const from = last.index + (last[1]?.length ?? 0);
      const rest = merged.slice(from + (last[3]?.length ?? 0));
      merged = merged.slice(0, from) + quoted(value) + (rest.startsWith('#') ? ' ' : '') + rest;
    }
  }
  return merged;
}

/** A profile may be called `a # b`. */
function quoted(value: string): string {
  if (!/[#"'`]|^\s|\s$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
