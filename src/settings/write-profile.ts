import { homedir } from 'node:os';
import { readFileIfThere, writeFileWhole } from '../base/files.ts';
import { profileFile } from './profile.ts';
import type { Settings } from './schema.ts';

/**
 * Sets values in a profile of the Databricks CLI, where the CLI, the SDKs and notebooks look for them (facts
 * `databricks-api.md` §5d). Every other line stays as it is, byte for byte. Gives whether anything changed.
 */
export async function writeProfile(
  name: string,
  values: Readonly<Record<string, string>>,
  settings: Settings,
  home: string = homedir(),
): Promise<boolean> {
  const path = profileFile(settings, home);
  const text = (await readFileIfThere(path)) ?? '';
  const merged = mergeProfile(text, name, values);
  if (merged === text) return false;
  await writeFileWhole(path, merged, text === '' ? 0o600 : undefined);
  return true;
}

/** The text of a profile file in which the section `[name]` has these values. */
export function mergeProfile(text: string, name: string, values: Readonly<Record<string, string>>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/(?<=\n)/);
  const isHead = (line: string) => /^\s*\[/.test(line);
  const head = lines.findIndex((line) => line.trim() === `[${name}]`);
  const missing = Object.entries(values).map(([key, value]) => `${key.padEnd(12)} = ${value}${eol}`);
  if (head < 0) {
    const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
    return `${text}${gap}[${name}]${eol}${missing.join('')}`;
  }
  const next = lines.findIndex((line, at) => at > head && isHead(line));
  const section = lines.slice(head, next < 0 ? undefined : next);
  for (const [key, value] of Object.entries(values)) {
    const at = section.findLastIndex((line) => new RegExp(`^\\s*${key}\\s*=`).test(line));
    if (at >= 0) {
      section[at] = (section[at] ?? '').replace(/=[^\r\n]*/, () => `= ${value}`);
      continue;
    }
    const last = section.findLastIndex((line) => line.trim() !== '');
    section[last] = (section[last] ?? '').replace(/(?<!\n)$/, eol);
    section.splice(last + 1, 0, `${key.padEnd(12)} = ${value}${eol}`);
  }
  return [...lines.slice(0, head), ...section, ...(next < 0 ? [] : lines.slice(next))].join('');
}
