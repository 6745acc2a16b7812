import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getCurrentUser } from '../databricks-client/current-user.ts';
import { ApiError } from '../databricks-client/errors.ts';

const checkSeconds = 5;

/**
 * A token that the workspace takes. The Databricks CLI goes on giving one that was taken back until its end, and an agent that
 * asks again after a 401 would get the same and show its user that 401. A workspace that gives no answer says nothing about the
 * token. Throws `sign_in.…`, and `databricks.…` where the token is refused and there is no other.
 */
export async function acceptedToken(client: DatabricksClient, signal: AbortSignal): Promise<string> {
  await client.token(signal);
  try {
    await getCurrentUser(client, signal, checkSeconds);
  } catch (error) {
    if (isAboutSignIn(error)) throw error;
  }
  return client.token(signal);
}

/** Whether somebody is signed in, as far as the workspace does not deny it. Throws what `acceptedToken` does of other causes. */
export async function isSignedIn(client: DatabricksClient, signal: AbortSignal): Promise<boolean> {
  try {
    await acceptedToken(client, signal);
    return true;
  } catch (error) {
    const missing = ['sign_in.needed', 'databricks.not_signed_in'];
    if (error instanceof LakegooseError && missing.includes(error.code)) return false;
    throw error;
  }
}

function isAboutSignIn(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 401;
  return error instanceof LakegooseError && error.code.startsWith('sign_in.');
}
