import { deletePath } from '../../databricks-api/dbfs.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import type { Plots } from '../services/commands/plots.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';

/** Files, as far as notebooks need them: large images of theirs, and an empty DBFS. */
export function fileRoutes(plots: Plots): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/2.0/fs/files/FileStore/plots/:name',
      answer: ({ params: { name = '' }, user }) => {
        const bytes = plots.read(user.id, name);
        if (!bytes) throw new ApiError(404, 'NOT_FOUND', 'The file being accessed is not found.');
        const headers = {
          'content-type': 'application/octet-stream',
          'content-length': String(bytes.length),
          'last-modified': new Date().toUTCString(),
        };
        return { headers, bytes: once(bytes) };
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/dbfs/get-status',
      answer: ({ query }) => {
        const path = checkPath(query.get('path') ?? '');
        throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `No file or directory exists on path ${path}.`);
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/dbfs/delete',
      answer: ({ body }) => {
        checkPath(readInput(deletePath, body).path);
        return { json: {} };
      },
    },
  ];
}

function checkPath(path: string): string {
  if (!path.startsWith('/') && !path.startsWith('dbfs:/')) throw invalidValue('Path must be absolute.');
  return path;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
