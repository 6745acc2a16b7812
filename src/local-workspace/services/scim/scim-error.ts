import { WireError } from '../wire-error.ts';

/** The body of a refused SCIM call (RFC 7644 §3.12; databricks-sdk-go `apierr` reads `detail`, `status` and `scimType`). */
export function scimError(status: number, detail: string, scimType?: string): WireError {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  return new WireError(status, {
    schemas,
    detail,
    status: String(status),
    ...(scimType !== undefined && { scimType }),
  });
}
