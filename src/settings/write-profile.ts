import { fixOf, LakegooseError, reasonOf } from '../base/errors.ts';
import { changeFile } from '../base/files.ts';

/** What is to stand in each section of the profile file. */
type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Sets these in the Databricks CLI's profile file; every other line stays as it is. Gives whether that changed anything.
 * Throws `bootstrap.profile_not_writable`.
 */
export async function writeProfile(path: string, sections: Sections): Promise<boolean> {
  try {
    const merge = (text: string) =>
      Object.entries(sections).reduce((now, [name, values]) => mergeSection(now, name, values), text);
    return await changeFile(path, merge, 0o600);
  } catch (error) {
    const facts = { path, reason: reasonOf(error), fix: fixOf(error) };
    throw new LakegooseError('bootstrap.profile_not_writable', facts, { cause: error });
  }
}

/** The text with these values in its section `[name]`: in the line that is there, or in a new one at the section's end. */
export function mergeSection(text: string, name: string, values: Readonly<Record<string, string>>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/(?<=\n)/);
  let start = lines.findIndex((line) => headOf(line) === name);
  if (start < 0) {
    const isApart = text.trim() === '' || /\n\r?\n$/.test(text);
    insert(lines, lines.length, `${isApart ? '' : eol}[${name}]${eol}`, eol);
    start = lines.length - 1;
  }
  for (const [key, value] of Object.entries(values)) {
    const next = lines.findIndex((line, at) => at > start && headOf(line) !== undefined);
    const end = next < 0 ? lines.length : next;
    const at = lines.findIndex((line, place) => place > start && place < end && entryIn(line)?.key === key);
    const found = entryIn(lines[at] ?? '');
    if (found === undefined) insert(lines, lastUsed(lines, start, end) + 1, `${key} = ${value}${eol}`, eol);
    else if (found.value !== value) lines[at] = `${found.lead} ${value}${found.rest}`;
  }
  return lines.join('');
}

/** Puts a line before the one at this place; the one before it gets its end where it had none. */
function insert(lines: string[], at: number, line: string, eol: string): void {
  const before = lines[at - 1];
  if (before !== undefined && before !== '' && !before.endsWith('\n')) lines[at - 1] = before + eol;
  lines.splice(at, 0, line);
}

const headOf = (line: string) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();

/** A line of the form `key = value`, with a comment and the line's end as its rest. */
function entryIn(line: string) {
  const [, lead = '', key, value = '', rest = ''] =
    /^(\s*([\w.-]+)\s*=)[ \t]*(.*?)((?:[ \t]+[;#].*)?\s*)$/.exec(line) ?? [];
  return key === undefined ? undefined : { lead, key, value, rest };
}

/** The last line of a section that is not empty: its head at the least. */
function lastUsed(lines: string[], start: number, end: number): number {
  let at = end - 1;
  while (at > start && lines[at]?.trim() === '') at--;
  return at;
}
