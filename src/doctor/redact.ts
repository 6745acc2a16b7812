import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gooseConfigDirectory } from '../agent-config/goose/directory.ts';
import { readFileIfThere } from '../base/files.ts';
import { type Environment, readDotEnv } from '../settings/dot-env.ts';
import { homeOf } from '../settings/home.ts';
import { settingList } from '../settings/list.ts';
import { profileFile } from '../settings/profile.ts';
import { withoutPasswords } from '../terminal/without-passwords.ts';

type Place = { readonly environment: Environment; readonly directory: string };

/** What is shorter would take ordinary words with it, and guards nothing. */
const shortest = 6;
const isSecretName = /token|secret|passw|api_?key|private_?key|credential/i;
/** Secrets that nobody told us of, by their form: of Databricks and others, JWTs, headers, signed addresses. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\b(?:dapi|dose|dkea|dsp)[0-9a-zA-Z-]{16,}/g, '…'],
  [/\b(?:gh[opsur]_|github_pat_|glpat-|sk-|xox[abp]-|AKIA|ASIA)[\w-]{16,}/g, '…'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '…'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 …'],
  [/([?&;](?:code|state|sig|[\w-]*(?:token|secret|password|signature|credential|api[_-]?key))=)[^\s&"']+/gi, '$1…'],
];

/** Takes every secret out of a text that is to be handed on: those of this person's settings and files, and what looks like one. */
export async function redactor(place: Place): Promise<(text: string) => string> {
  const known = await secretsOf(place);
  // The longest first, so that no part of one is left.
  const secrets = [...known]
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret.length >= shortest)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const bare = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
    return withoutPasswords(forms.reduce((rest, [form, shown]) => rest.replace(form, shown), bare));
  };
}

async function secretsOf({ environment, directory }: Place): Promise<ReadonlySet<string>> {
  const home = homeOf(environment);
  const nothing: Environment = {};
  const { values } = await readDotEnv(directory, environment).catch(() => ({ values: nothing }));
  const named = [values, environment].flatMap(({ DATABRICKS_CONFIG_FILE: file }) =>
    file?.trim() ? [file.trim()] : [],
  );
  const goose = gooseConfigDirectory(environment);
  const signIns = join(goose, 'databricks', 'oauth');
  const paths = [
    profileFile({}, home),
    ...named.map((file) => profileFile({ DATABRICKS_CONFIG_FILE: file }, home)),
    join(home, '.databricks', 'token-cache.json'),
    ...(await readdir(signIns).catch(() => [])).map((name) => join(signIns, name)),
  ];
  const read = (path: string) => readFileIfThere(path).catch(() => undefined);
  // All of it is secret, whatever its names.
  const allSecret = (await read(join(goose, 'secrets.yaml'))) ?? '';
  const texts = [allSecret, ...(await Promise.all(paths.map(read)))];
  return new Set([
    ...[values, environment].flatMap((source) => Object.entries(source).flatMap(ofVariable)),
    ...texts.flatMap((text) => ofFile(text ?? '')),
    ...Array.from(allSecret.matchAll(/:\s*["']?(.+?)["']?\s*$/gm), ([, value = '']) => value),
  ]);
}

function ofVariable([name, value = '']: [string, string | undefined]): readonly string[] {
  const isSecret = isSecretName.test(name) || settingList.some((setting) => setting.secret && setting.name === name);
  if (isSecret) return [value, value.trim()];
  // Of a proxy people forget to write "@" and "/" as an address wants them.
  const form = /proxy/i.test(name) ? /^(?:[a-z][a-z0-9+.-]*:\/\/)?(\S+)@/i : /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^\s/]+)@/i;
  const [, credentials] = form.exec(value) ?? [];
  if (credentials === undefined) return [];
  const password = credentials.slice(credentials.indexOf(':') + 1);
  return [credentials, password, decoded(password)];
}

/** The values of a file of settings (`name = value`) or of JSON (`"name": "value"`) whose names are those of secrets. */
function ofFile(text: string): readonly string[] {
  const pairs = text.matchAll(/^\s*([\w.-]+)\s*[=:]\s*(.+?)\s*$|"([\w.-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/gm);
  return Array.from(pairs, ([, name = '', value = '', key = '', text = '']) =>
    isSecretName.test(name) || isSecretName.test(key) ? [value.replace(/^["']|["']$/g, ''), text] : [],
  ).flat();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
