import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'ini';
import { z } from 'zod';
import { readFileIfThere } from '../base/files.ts';
import type { Settings } from './schema.ts';

/** A section of the Databricks CLI's profile file, as far as we use it. */
const profileSection = z.looseObject({
  host: z.string().optional(),
  warehouse_id: z.string().optional(),
  cluster_id: z.string().optional(),
});
export type Profile = z.infer<typeof profileSection> & { readonly name: string };

const tables = z.record(z.string(), z.unknown());
const section = z.looseObject({ default_profile: z.string().optional() });

/**
 * The profile that the Databricks CLI would take: the one asked for, else `[__settings__] default_profile`, else
 * `DEFAULT`. Undefined where the file or the section is missing. Source: facts `databricks-api.md` §5d.
 */
export async function readProfile(settings: Settings, home: string = homedir()): Promise<Profile | undefined> {
  const sections = await readSections(settings, home);
  return profileNamed(sections, settings.DATABRICKS_CONFIG_PROFILE ?? defaultName(sections));
}

/** The profile that signs in to this host: the one that would be taken anyway where it does, else the first that does. */
export async function readProfileOfHost(
  host: string,
  settings: Settings,
  home: string = homedir(),
): Promise<Profile | undefined> {
  const sections = await readSections(settings, home);
  const wished = settings.DATABRICKS_CONFIG_PROFILE;
  const names = wished === undefined ? [defaultName(sections), ...sectionNames(sections)] : [wished];
  return names
    .map((name) => profileNamed(sections, name))
    .find((found) => found?.host !== undefined && originOf(found.host) === originOf(host));
}

/** Such as `https://company.example`, without path or trailing slash. */
export function originOf(host: string): string {
  return URL.canParse(host) ? new URL(host).origin : host;
}

async function readSections(settings: Settings, home: string): Promise<unknown> {
  const path = (settings.DATABRICKS_CONFIG_FILE ?? join(home, '.databrickscfg')).replace(/^~(?=\/)/, home);
  const text = await readFileIfThere(path);
  return text === undefined ? undefined : parse(text);
}

function defaultName(sections: unknown): string {
  return section.safeParse(sectionNamed(sections, '__settings__')).data?.default_profile ?? 'DEFAULT';
}

function profileNamed(sections: unknown, name: string): Profile | undefined {
  const found = profileSection.safeParse(sectionNamed(sections, name));
  return found.success ? { name, ...found.data } : undefined;
}

function sectionNames(tree: unknown, above = ''): string[] {
  return Object.entries(tables.safeParse(tree).data ?? {}).flatMap(([part, below]) =>
    tables.safeParse(below).success ? [above + part, ...sectionNames(below, `${above}${part}.`)] : [],
  );
}

// `ini` nests a section name at its dots; the Databricks CLI does not.
function sectionNamed(sections: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((tree, part) => tables.safeParse(tree).data?.[part], sections);
}
