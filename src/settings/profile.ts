import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { LakegooseError, systemErrorCode } from '../base/errors.ts';
import { brokenLine } from './broken-line.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { isLoopback, type Settings } from './schema.ts';

/** A section of the Databricks CLI's profile file, as far as we use it. */
export type Profile = {
  readonly name: string;
  readonly host?: string;
  readonly warehouse_id?: string;
  readonly cluster_id?: string;
};

/** Where the Databricks CLI keeps its own settings among the profiles. */
export const settingsSection = '__settings__';
const fallback = 'DEFAULT';

/**
 * The profile that the Databricks CLI would take: the one asked for, else `[__settings__] default_profile`, else
 * `DEFAULT`. Undefined where the file or the section is missing. Source: facts `databricks-api.md` §5d.
 */
export async function readProfile(settings: Settings, home: string = homedir()): Promise<Profile | undefined> {
  const sections = await readSections(settings, home);
  return profileNamed(sections, settings.DATABRICKS_CONFIG_PROFILE ?? defaultName(sections));
}

/**
 * The profile that signs in to this host: the one that would be taken anyway where it does, else the first that does. One that
 * was asked for stands for itself, unless it is of another host.
 */
export async function readProfileOfHost(
  host: string,
  settings: Settings,
  home: string = homedir(),
): Promise<Profile | undefined> {
  const sections = await readSections(settings, home);
  const wished = wishedFor(host, settings, sections);
  const names = wished === undefined ? [defaultName(sections), ...sections.keys()] : [wished];
  return names
    .map((name) => profileNamed(sections, name))
    .find((found) => found?.host !== undefined && originOf(found.host) === originOf(host));
}

/** The profile asked for, unless it is of another host: it may be left over from there. */
function wishedFor(host: string, settings: Settings, sections: ReadonlyMap<string, Section>): string | undefined {
  const { DATABRICKS_CONFIG_PROFILE: name } = settings;
  const other = name === undefined ? undefined : sections.get(name)?.host;
  return other === undefined || originOf(other) === originOf(host) ? name : undefined;
}

/** Such as `https://company.example`, without path or trailing slash. */
export function originOf(host: string): string {
  return URL.canParse(host) ? new URL(host).origin : host;
}

/**
 * The profile to sign in to `host` with: the one asked for, else one that has this host, else `DEFAULT`, else a name made of
 * the host; of these the first that loses nothing, because signing in replaces what the profile held.
 */
export async function profileFor(host: string, settings: Settings, home: string = homedir()): Promise<string> {
  const sections = await readSections(settings, home);
  const { hostname, port } = new URL(host);
  const made = isLoopback(host) ? `local-${port}` : (hostname.split('.')[0] ?? fallback);
  const ofHost = [defaultName(sections), ...sections.keys()].filter((name) => sections.get(name)?.host !== undefined);
  const more = Array.from(sections.keys(), (_, index) => `${made}-${index + 2}`);
  const names = [settings.DATABRICKS_CONFIG_PROFILE ?? [], ofHost, fallback, made, more].flat();
  return names.find((name) => losesNothing(sections.get(name), host)) ?? made;
}

/** What the Databricks CLI takes out of a profile that a person signs in with. Source: facts `databricks-api.md` §5d. */
const secrets = ['token', 'client_secret', 'azure_client_secret', 'password', 'google_credentials'];

function losesNothing(section: Section | undefined, host: string): boolean {
  if (section === undefined) return true;
  const isFree = section.host === undefined || originOf(section.host) === originOf(host);
  return isFree && !secrets.some((key) => section[key]);
}

function defaultName(sections: ReadonlyMap<string, Section>): string {
  return sections.get(settingsSection)?.default_profile ?? fallback;
}

function profileNamed(sections: ReadonlyMap<string, Section>, name: string): Profile | undefined {
  const found = name === settingsSection ? undefined : sections.get(name);
  return found && { name, ...found };
}

type Section = Readonly<Record<string, string>>;

/** Where the Databricks CLI keeps its profiles. */
export function profileFile(settings: Settings, home: string = homedir()): string {
  return (settings.DATABRICKS_CONFIG_FILE ?? join(home, '.databrickscfg')).replace(/^~(?=\/)/, home);
}

/** The file that is set, where it is another one than without the setting: who works elsewhere must be told of it. */
export function unusualProfileFile(settings: Settings, home: string = homedir()): string | undefined {
  if (settings.DATABRICKS_CONFIG_FILE === undefined) return undefined;
  const [file, usual] = [profileFile(settings, home), profileFile({}, home)].map(behindLinks);
  return file === usual ? undefined : file;
}

/** Also where there is no file yet. */
function behindLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && systemErrorCode(error) === 'ENOENT';
    return isLink ? behindLinks(resolve(dirname(path), readlinkSync(path))) : resolve(path);
  }
}

/** Throws `settings.profile_broken`, `settings.unreadable`, `settings.not_utf8`. */
async function readSections(settings: Settings, home: string): Promise<Map<string, Section>> {
  const path = profileFile(settings, home);
  const text = await readSettingsFile(path);
  const sections = new Map<string, Section>();
  if (text === '') return sections;
  const line = brokenLine(text);
  // Whoever signs in by the settings needs no profile.
  const isNeeded = settings.DATABRICKS_TOKEN === undefined && settings.DATABRICKS_CLIENT_ID === undefined;
  if (line !== undefined && isNeeded) throw new LakegooseError('settings.profile_broken', { path, line });
  const { parse } = await import('ini');
  addSections(sections, [], parse(text));
  return sections;
}

const tree = z.record(z.string(), z.unknown());

// `ini` nests a section at the dots of its name; the Databricks CLI does not.
function addSections(sections: Map<string, Section>, path: readonly string[], part: unknown): void {
  const entries = Object.entries(tree.safeParse(part).data ?? {});
  const own = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (path.length > 0 && own.length > 0) sections.set(path.join('.'), Object.fromEntries(own));
  for (const [name, inner] of entries) addSections(sections, [...path, name], inner);
}
