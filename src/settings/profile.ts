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

const section = z.looseObject({ default_profile: z.string().optional() });

/**
 * The profile that the Databricks CLI would take: the one asked for, else `[__settings__] default_profile`, else
 * `DEFAULT`. Undefined where the file or the section is missing. Source: facts `databricks-api.md` §5d.
 */
export async function readProfile(settings: Settings, home: string = homedir()): Promise<Profile | undefined> {
  const path = (settings.DATABRICKS_CONFIG_FILE ?? join(home, '.databrickscfg')).replace(/^~(?=\/)/, home);
  const text = await readFileIfThere(path);
  if (text === undefined) return undefined;
  const sections: unknown = parse(text);
  const wished = settings.DATABRICKS_CONFIG_PROFILE;
  const fallback = section.safeParse(sectionNamed(sections, '__settings__')).data?.default_profile;
  const name = wished ?? fallback ?? 'DEFAULT';
  const found = profileSection.safeParse(sectionNamed(sections, name));
  return found.success ? { name, ...found.data } : undefined;
}

// `ini` nests a section name at its dots; the Databricks CLI does not.
function sectionNamed(sections: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((tree, part) => z.record(z.string(), z.unknown()).safeParse(tree).data?.[part], sections);
}
