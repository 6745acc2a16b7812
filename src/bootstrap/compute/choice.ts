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
