import { arch, platform, release } from 'node:os';
import { version } from '../base/version.ts';
import { say } from '../messages/say.ts';
import type { Environment } from '../settings/dot-env.ts';
import { readDotEnv } from '../settings/dot-env.ts';
import { settingList } from '../settings/list.ts';
import type { CheckReport } from './run-checks.ts';
import { codeOf, scriptOf, wordsFor } from './words.ts';

/** Variables of the environment that change how a program reaches the workspace, speaks, or finds its files. */
const shown =
  /^(https?|no|all)_proxy$|^(SSL_CERT|NODE_EXTRA|REQUESTS_CA|CURL_CA|XDG_|LANG|LC_|GOOSE_(MODE|PATH_ROOT|DISABLE)|DATABRICKS_AUTH_STORAGE)/i;
/** Those of other programs that change what Goose and the Databricks CLI do; their values may be secrets. */
const named = /^(GOOSE|DATABRICKS)_/;

type Asked = {
  readonly environment: Environment;
  readonly directory: string;
  readonly at: Date;
  readonly redact: (text: string) => string;
};

/** What a request for support needs to say, without a secret: versions, settings, and what the checks found. In English. */
export async function reportText(reports: readonly CheckReport[], asked: Asked): Promise<string> {
  const { environment, directory, at, redact } = asked;
  const dotEnv = await readDotEnv(directory, environment).catch(() => ({
    path: undefined,
    values: {},
  }));
  const lines = [
    say('en', 'doctor.report_head', { at: at.toISOString() }),
    '',
    `lakegoose ${version}, Node.js ${process.versions.node}, ${platform()} ${release()} ${arch()}`,
    '',
    say('en', 'doctor.report_settings'),
    ...variables(dotEnv.values).map((line) => `  ${line} (${dotEnv.path ?? '.env'})`),
    ...variables(environment).map((line) => `  ${line}`),
    '',
    say('en', 'doctor.report_results'),
    ...reports.flatMap(resultLines),
    '',
  ];
  return redact(lines.join('\n'));
}

/** Each with its value, but for secrets and for what may be one: a variable that we do not know. */
function variables(source: Environment): readonly string[] {
  return Object.entries(source)
    .filter(
      ([name, value]) =>
        value?.trim() && (shown.test(name) || named.test(name) || settingList.some((one) => one.name === name)),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([name, value]) =>
        `${name}=${isShown(name) ? (value ?? '').replace(/\s+/g, ' ') : say('en', 'doctor.report_not_shown')}`,
    );
}

function isShown(name: string): boolean {
  const setting = settingList.find((one) => one.name === name);
  if (setting !== undefined) return !setting.secret;
  return shown.test(name);
}

function resultLines({ check, finding, seconds }: CheckReport): readonly string[] {
  const { says, fix } = wordsFor(finding, 'en');
  const head = `  ${finding.state} ${check.name} (${codeOf(finding)}, ${seconds.toFixed(2)} s): ${says}`;
  return [
    head,
    ...[fix, ...scriptOf(finding)].filter(Boolean).flatMap((text) => text.split('\n').map((line) => `      ${line}`)),
  ];
}
