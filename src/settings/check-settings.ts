import { type Settings, settings } from './schema.ts';

type Texts = Readonly<Record<string, string>>;

/** A value that its setting does not take, and the message that says why. */
export type Refused = { readonly name: string; readonly told: string };

/** What some texts set, which of them are refused, and which names of ours are no settings. */
export function checkSettings(given: Texts): {
  readonly values: Settings;
  readonly refused: readonly Refused[];
  readonly unknown: readonly string[];
} {
  const refused: Refused[] = [];
  const read = Object.entries(settings).flatMap(([name, { schema }]): [string, unknown][] => {
    const text = given[name];
    if (text === undefined) return [];
    const { data, error } = schema().safeParse(text);
    if (error === undefined) return [[name, data]];
    refused.push({ name, told: error.issues[0]?.message ?? '' });
    return [];
  });
  const values: Settings = {};
  const unknown = Object.keys(given).filter((name) => name.startsWith('LAKEGOOSE_') && !Object.hasOwn(settings, name));
  return { values: Object.assign(values, Object.fromEntries(read)), refused, unknown };
}
