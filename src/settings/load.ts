import { LakegooseError } from '../base/errors.ts';
import { checkSettings } from './check-settings.ts';
import { type Environment, readDotEnv } from './dot-env.ts';
import type { Settings } from './schema.ts';
import { unreadLines } from './unread-lines.ts';

/**
 * The settings: environment first, then the nearest `.env` above `directory`. An empty text counts as not set, because
 * `"${localEnv:NAME}"` in a devcontainer.json sets an unset variable to ''.
 * Throws `settings.bad`, with one part for each value that is wrong, and for each line of `.env` that was meant to set one.
 */
export async function loadSettings(environment: Environment, directory: string): Promise<Settings> {
  const dotEnv = await readDotEnv(directory, environment);
  const given: Record<string, string> = {};
  for (const source of [dotEnv.values, environment]) {
    for (const [name, text] of Object.entries(source)) if (text?.trim()) given[name] = text;
  }
  const { values, refused, unknown } = checkSettings(given);
  const unread = unreadLines(dotEnv.text ?? '', dotEnv.values);
  const problems = contradictions(given);
  if (refused.length + unknown.length + unread.length > 0) {
    // Loaded when it is wanted: it knows every sentence and every setting, and agents wait for our start.
    const { badValue, unknownName, unreadLine } = await import('./explain-settings.ts');
    problems.unshift(
      ...unread.map(unreadLine),
      ...refused.map((one) => badValue(one, given)),
      ...unknown.map(unknownName),
    );
  }
  if (problems.length > 0)
    throw new LakegooseError('settings.bad', { where: dotEnv.path ?? '.env' }, { parts: problems });
  return values;
}

function contradictions(given: Readonly<Record<string, string>>): LakegooseError[] {
  const [one, other] = [given.DATABRICKS_SQL_WAREHOUSE_ID?.trim(), given.DATABRICKS_WAREHOUSE_ID?.trim()];
  if (one === undefined || other === undefined || one === other) return [];
  return [new LakegooseError('settings.two_warehouses', { one, other })];
}
