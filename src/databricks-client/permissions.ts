import { effectivePermissionsList } from '../databricks-api/permissions.ts';
import { metastoreSummary } from '../databricks-api/unity-catalog.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const root = '/api/2.1/unity-catalog';

/** What is granted on a catalog or a schema, and what it inherits: all of it to who manages it, to others their own. */
export function listEffectivePermissions(
  client: DatabricksClient,
  { type, name }: { readonly type: 'catalog' | 'schema'; readonly name: string },
  signal: AbortSignal,
) {
  const path = `${root}/effective-permissions/${type}/${encodeURIComponent(name)}`;
  return allPages(
    (page_token) => {
      const query = { max_results: 0, page_token };
      return request(client, {
        method: 'GET',
        path,
        query,
        names: name.split('.'),
        answer: effectivePermissionsList,
        signal,
      });
    },
    (page) => page.privilege_assignments,
  );
}

/** The metastore of the workspace. */
export function getMetastore(client: DatabricksClient, signal: AbortSignal) {
  return request(client, { method: 'GET', path: `${root}/metastore_summary`, answer: metastoreSummary, signal });
}
