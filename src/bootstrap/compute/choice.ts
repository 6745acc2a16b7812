import { LakegooseError } from '../../base/errors.ts';
import { ApiError } from '../../databricks-client/errors.ts';

export type Named = { readonly id: string; readonly name: string };

/** What was taken, and what else there is where nobody has named one. */
export type Choice = { readonly taken?: Named; readonly others: readonly Named[] };

/** What is set, by a person in `.env` or, before, by us in the Databricks CLI's profile. */
export type Wish = { readonly set: string | undefined; readonly usual: string | undefined };

/** Whether the workspace does not know the call at all. */
export function isUnknownCall(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 501 || error.errorCode === 'ENDPOINT_NOT_FOUND');
}

/** Whether the workspace has no such thing, or none for this person. */
export function isMissing(error: unknown): boolean {
  if (isUnknownCall(error)) return true;
  const codes = ['databricks.not_found', 'databricks.not_permitted', 'databricks.refused'];
  return error instanceof LakegooseError && codes.includes(error.code);
}
