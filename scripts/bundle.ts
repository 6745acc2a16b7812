import { join } from 'node:path';
import { rolldown } from 'rolldown';

const source = (path: string) => join(import.meta.dirname, '..', path);

/**
 * Bundles a program of this repository as it is published: minified, without dependencies but for the local workspace, which
 * is a package of its own. Gives the path of its first file, `<folder>/<name>.mjs`.
 */
export async function bundle(path: string, name: string, folder: string): Promise<string> {
  const built = await rolldown({
    input: { [name]: source(path) },
    platform: 'node',
    external: [/^@duckdb\//, /^apache-arrow/, /local-workspace\/index\.ts$/],
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
    codeSplitting: { groups: [{ name: 'start', test: /src\/commands\/mcp\.ts$/ }] },
  });
  return join(folder, `${name}.mjs`);
}
