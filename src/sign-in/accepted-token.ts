import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getCurrentUser } from '../databricks-client/current-user.ts';
import { ApiError } from '../databricks-client/errors.ts';

const checkSeconds = 5;
/** Left for printing the token. */
const spareSeconds = 0.2;
const usualSeconds = 20;

/**
 * A token that the workspace takes. The Databricks CLI goes on giving one that was taken back until its end, and an agent that
 * asks again after a 401 would get the same and show its user that 401. A workspace that gives no answer says nothing about the
 * token, nor does one that is not asked because `seconds` are over. Throws `sign_in.…`, and `databricks.…` where the token is
 * refused and there is no other.
 */
export async function acceptedToken(
  client: DatabricksClient,
  signal: AbortSignal,
  seconds = usualSeconds,
): Promise<string> {
  const endsAt = performance.now() + (seconds - spareSeconds) * 1000;
  await client.token(signal);
  const left = Math.min(checkSeconds, (endsAt - performance.now()) / 1000);
  try {
    if (left > 0) await getCurrentUser(client, signal, left);
  } catch (error) {
    if (!saysNothing(error)) throw error;
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

/** Whether a workspace that failed so has told nothing about the token. */
function saysNothing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status !== 401;
  if (!(error instanceof LakegooseError)) return false;
  return !error.code.startsWith('sign_in.') && error.code !== 'databricks.cancelled';
}
