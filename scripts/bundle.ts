import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const source = (path: string) => join(import.meta.dirname, '..', path);

/** The package of the local workspace, which the CLI loads where it is installed. */
export const workspacePackage = 'lakegoose-workspace';

/** Marks a module that is there twice. */
const forHttp = '?http';

type Options = {
  /** Packages that are installed beside it, and not bundled. */
  readonly external?: readonly RegExp[];
};

/**
 * Bundles a program of this repository as it is published: minified, with all that it needs but for the local workspace, which
 * is a package of its own. Gives the path of its first file, `<folder>/<name>.mjs`.
 */
export async function bundle(
  path: string,
  name: string,
  folder: string,
  { external = [] }: Options = {},
): Promise<string> {
  const built = await rolldown({
    input: { [name]: source(path) },
    platform: 'node',
    // What CommonJS modules know of themselves; a module of the other kind has it under another name.
    transform: { define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' } },
    external: [...external],
    plugins: [
      {
        name: 'local-workspace-is-a-package',
        resolveId: (id, importer) =>
          importer !== undefined && id.endsWith('/local-workspace/index.ts')
            ? { id: workspacePackage, external: true }
            : undefined,
      },
      {
        // The SDK's first module holds its server for HTTP besides, which an agent on standard input need not wait for.
        name: 'http-apart',
        async resolveId(id, importer) {
          if (id !== '@modelcontextprotocol/server' || !importer?.includes('/mcp-server/http/')) return undefined;
          const found = await this.resolve(id, importer, { skipSelf: true });
          return found && { ...found, id: found.id + forHttp };
        },
        load: (id) => (id.endsWith(forHttp) ? readFile(id.slice(0, -forHttp.length), 'utf8') : undefined),
      },
    ],
    resolve: {
      // The SDK checks what a form of the client was filled with by Ajv. No tool of ours shows a form; Ajv is a third of the
      // SDK, and the SDK's own smaller validator does as well.
      alias: { '@modelcontextprotocol/server/_shims': source('scripts/mcp-sdk-shims.ts') },
    },
  });
  await built.write({
    dir: folder,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    // What the MCP server needs until it has told its tools lies in one file: agents wait for it, and each file costs time.
    codeSplitting: { groups: [{ name: 'start', test: /src\/(commands\/mcp|base\/nearest)\.ts$/ }] },
  });
  return join(folder, `${name}.mjs`);
}
