import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** As the projects shape their releases: the tag, the archive for a machine, the programs in it, and the checksums. */
const projects = {
  'aaif-goose/goose': {
    tag: 'v1.52.0',
    archive: (machine: Machine) => `goose-${machine.triple}.tar.bz2`,
    programs: () => ['goose'],
    checksums: undefined,
  },
  'databricks/cli': {
    tag: 'v1.10.0',
    archive: (machine: Machine) => `databricks_cli_1.10.0_linux_${machine.go}.tar.gz`,
    programs: () => ['databricks'],
    checksums: 'databricks_cli_1.10.0_SHA256SUMS',
  },
  'astral-sh/uv': {
    tag: '0.13.9',
    archive: (machine: Machine) => `uv-${machine.triple}.tar.gz`,
    programs: ({ triple }: Machine) => [`uv-${triple}/uv`, `uv-${triple}/uvx`],
    checksums: 'each',
  },
} as const;

type Machine = { readonly triple: string; readonly go: string };
const machines: readonly Machine[] = [
  { triple: 'x86_64-unknown-linux-gnu', go: 'amd64' },
  { triple: 'aarch64-unknown-linux-gnu', go: 'arm64' },
];

/** Releases of the tools that `mise.toml` names, of programs that say what they are. To stand for GitHub behind a proxy. */
export async function toolReleases(folder: string) {
  const files = new Map<string, Buffer>();
  const releases = new Map<string, { tag_name: string; assets: object[] }>();
  for (const [project, { tag, archive, programs, checksums }] of Object.entries(projects)) {
    const path = (name: string) => `/${project}/releases/download/${tag}/${name}`;
    const sums: string[] = [];
    for (const machine of machines) {
      const name = archive(machine);
      const bytes = await packed(join(folder, name), programs(machine));
      const line = `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
      files.set(path(name), bytes);
      sums.push(line);
      if (checksums === 'each') files.set(path(`${name}.sha256`), Buffer.from(line));
    }
    if (checksums !== undefined && checksums !== 'each') files.set(path(checksums), Buffer.from(sums.join('')));
    const assets = [...files.keys()].filter((one) => one.startsWith(`/${project}/`)).map(assetOf);
    releases.set(project, { tag_name: tag, assets });
  }
  return {
    hosts: {
      'github.com': (path: string) => files.get(path),
      'api.github.com': (path: string) => {
        const [, project = '', tag] = /^\/repos\/([^/]+\/[^/]+)\/releases(?:\/tags\/([^?]+))?(?:\?|$)/.exec(path) ?? [];
        const release = releases.get(project);
        if (release === undefined || (tag !== undefined && tag !== release.tag_name)) return undefined;
        const whole = { ...release, draft: false, prerelease: false, created_at: '2026-01-01T00:00:00Z' };
        return JSON.stringify(tag === undefined ? [whole] : whole);
      },
      'mise-versions.jdx.dev': () => undefined,
    },
    /** Somebody puts another file in the place of a project's archives; gives the way back. */
    spoil: (project: keyof typeof projects) => {
      const archives = [...files].filter(([path]) => path.startsWith(`/${project}/`) && /\.tar\.\w+$/.test(path));
      for (const [path] of archives) files.set(path, Buffer.from('something else'));
      return () => {
        for (const [path, bytes] of archives) files.set(path, bytes);
      };
    },
  };
}

function assetOf(path: string): object {
  const name = path.split('/').at(-1);
  return { name, url: `https://api.github.com/asset${path}`, browser_download_url: `https://github.com${path}` };
}

async function packed(archive: string, programs: readonly string[]): Promise<Buffer> {
  const folder = `${archive}.content`;
  for (const program of programs) {
    await mkdir(join(folder, dirname(program)), { recursive: true });
    await writeFile(join(folder, program), `#!/bin/sh\necho ${program} of a release\n`, { mode: 0o755 });
  }
  await execa('tar', ['--create', '--auto-compress', '--file', archive, '--directory', folder, '.']);
  return readFile(archive);
}
