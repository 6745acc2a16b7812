import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { scriptedHost } from '../databricks-client/scripted-host.ts';

const metadata = (name: string, version: string) => `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;

/** A mirror of PyPI on loopback, with the package `greeting` in two versions. `requirement` pins one of them by its hash. */
export async function packageIndex(folder: string) {
  const wheels = [await makeWheel(folder, '1.0'), await makeWheel(folder, '2.0')];
  const served = new Map<string, Buffer>();
  for (const wheel of wheels) served.set(basename(wheel), await readFile(wheel));
  const links = [...served.keys()].map((name) => `<a href="/files/${name}">${name}</a>`).join('\n');
  const server = await scriptedHost(({ url = '' }, answer) => {
    const file = served.get(basename(url));
    if (url === '/simple/greeting/') answer.setHeader('content-type', 'text/html').end(links);
    else if (file !== undefined) answer.end(file);
    else answer.writeHead(404).end();
  });
  const hashes = [...served.values()].map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  return {
    address: `${server.host}/simple`,
    asked: () => server.seen.map(({ url }) => url),
    requirement: (version: '1.0' | '2.0', hash = hashes[version === '1.0' ? 0 : 1]) =>
      `greeting==${version} \\\n    --hash=sha256:${hash}\n`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function makeWheel(folder: string, version: string): Promise<string> {
  const source = join(folder, `greeting-${version}`);
  const information = `greeting-${version}.dist-info`;
  await mkdir(join(source, information), { recursive: true });
  await writeFile(join(source, 'greeting.py'), `version = "${version}"\n`);
  await writeFile(join(source, information, 'METADATA'), metadata('greeting', version));
  await writeFile(join(source, information, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  await writeFile(join(source, information, 'RECORD'), '');
  const wheel = join(folder, `greeting-${version}-py3-none-any.whl`);
  await execa('python3', ['-m', 'zipfile', '--create', wheel, 'greeting.py', information], { cwd: source });
  return wheel;
}
