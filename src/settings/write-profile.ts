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
  const lines = text.split(/\r?\n/);
  let start = lines.findIndex((line) => headOf(line) === name);
  if (start < 0) {
    while (lines.at(-1)?.trim() === '') lines.pop();
    lines.push(...(lines.length > 0 ? [''] : []), `[${name}]`, '');
    start = lines.length - 2;
  }
  for (const [key, value] of Object.entries(values)) {
    const next = lines.findIndex((line, at) => at > start && headOf(line) !== undefined);
    const end = next < 0 ? lines.length : next;
    const at = lines.findIndex((line, place) => place > start && place < end && keyOf(line) === key);
    if (at < 0) lines.splice(lastUsed(lines, start, end) + 1, 0, `${key} = ${value}`);
    else if (valueIn(lines[at] ?? '') !== value) {
      lines[at] = `${(lines[at] ?? '').replace(/=.*$/, '=')} ${value}`;
    }
  }
  return lines.join(eol);
}

const headOf = (line: string) => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
const keyOf = (line: string) => /^\s*([\w.-]+)\s*=/.exec(line)?.[1];
const valueIn = (line: string) => line.slice(line.indexOf('=') + 1).trim();

/** The last line of a section that is not empty: its head at the least. */
function lastUsed(lines: readonly string[], start: number, end: number): number {
  let at = end - 1;
  while (at > start && lines[at]?.trim() === '') at--;
  return at;
}
