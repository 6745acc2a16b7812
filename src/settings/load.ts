import { homedir } from 'node:os';
import { LakegooseError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { isMessageCode, type MessageCode } from '../messages/say.ts';
import { type Environment, readDotEnv } from './dot-env.ts';
import { settingList } from './list.ts';
import { type Settings, settingsSchema } from './schema.ts';

/**
 * The settings: environment first, then the nearest `.env` above `directory`. An empty text counts as not set, because
 * `"${localEnv:NAME}"` in a devcontainer.json sets an unset variable to ''.
 * Throws `settings.bad`, with one part for each value that is wrong.
 */
export async function loadSettings(environment: Environment, directory: string): Promise<Settings> {
  const dotEnv = await readDotEnv(directory, environment.HOME || homedir());
  const given: Record<string, string> = {};
  for (const source of [dotEnv.values, environment]) {
    for (const [name, text] of Object.entries(source)) if (text?.trim()) given[name] = text;
  }
  const outcome = settingsSchema.safeParse(given);
  const problems = [
    ...(outcome.error?.issues ?? []).map((issue) => badValue(String(issue.path[0]), issue.message, given)),
    ...unknownNames(given),
    ...contradictions(given),
  ];
  if (outcome.data === undefined || problems.length > 0) {
    throw new LakegooseError('settings.bad', { where: dotEnv.path ?? '.env' }, { parts: problems });
  }
  return outcome.data;
}

function badValue(name: string, told: string, given: Readonly<Record<string, string>>): LakegooseError {
  const known = settingList.find((setting) => setting.name === name);
  const value = known?.secret ? '…' : (given[name] ?? '');
  const code: MessageCode = isMessageCode(told) ? told : 'settings.not_one_of';
  return new LakegooseError(code, { name, value, example: known?.example ?? '', allowed: known?.allowed ?? '' });
}

function unknownNames(given: Readonly<Record<string, string>>): LakegooseError[] {
  const names = settingList.map((setting) => setting.name);
  return Object.keys(given)
    .filter((name) => name.startsWith('LAKEGOOSE_') && !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      return meant === undefined
        ? new LakegooseError('settings.unknown', { name })
        : new LakegooseError('settings.unknown_near', { name, meant });
    });
}

function contradictions(given: Readonly<Record<string, string>>): LakegooseError[] {
  const [one, other] = [given.DATABRICKS_SQL_WAREHOUSE_ID?.trim(), given.DATABRICKS_WAREHOUSE_ID?.trim()];
  if (one === undefined || other === undefined || one === other) return [];
  return [new LakegooseError('settings.two_warehouses', { one, other })];
}
