import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { ApiError } from '../databricks-client/errors.ts';
import { missingName, namesNear } from '../databricks-client/names-near.ts';
import { missingGrant } from '../statements/missing-grant.ts';

/**
 * What the workspace refused, as the model can use it: the names that may have been meant where a catalog, schema or
 * table is not there, the grant where one is missing; else the error itself.
 */
export async function explainAnswer(client: DatabricksClient, error: unknown): Promise<unknown> {
  if (!(error instanceof ApiError)) return error;
  const told = { host: client.host, message: String(error.facts.message) };
  const because = { cause: error };
  const grant = error.status === 403 ? missingGrant(told.message) : undefined;
  if (grant !== undefined) return new LakegooseError('databricks.grant_missing', { ...told, ...grant }, because);
  if (error.status !== 404 || error.names.length === 0) return error;
  const parts = missingName(error);
  const facts = { ...told, name: parts.join('.') };
  const meant = await namesNear(client, parts);
  if (meant === '') return new LakegooseError('databricks.no_such_name', facts, because);
  return new LakegooseError('databricks.no_such_name_near', { ...facts, meant }, because);
}
