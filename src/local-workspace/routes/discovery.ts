import { WORKSPACE_ID } from '../engine/catalog/identity.ts';
import type { Route } from '../services/route.ts';

/** Host discovery: a workspace id and no account id, or the Databricks CLI asks for a workspace (facts §5a). */
export function discoveryRoutes(host: () => string): Route[] {
  return [
    {
      method: 'GET',
      path: '/.well-known/databricks-config',
      open: true,
      answer: () => ({
        json: { oidc_endpoint: `${host()}/oidc`, workspace_id: WORKSPACE_ID, cloud: 'AWS', host_type: 'workspace' },
      }),
    },
    // Clients send usage reports here; they are taken and dropped.
    { method: 'POST', path: '/telemetry-ext', answer: () => ({ json: {} }) },
  ];
}
