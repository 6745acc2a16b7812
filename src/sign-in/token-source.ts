import { LakegooseError } from '../base/errors.ts';
import { cliToken } from './cli-token.ts';

/** Gives a token that is valid now. */
export type TokenSource = (signal?: AbortSignal) => Promise<string>;

export type SignIn = {
  readonly host: string;
  readonly profile?: string;
  /** `DATABRICKS_TOKEN`: used as it is. */
  readonly token?: string;
  readonly timeoutSeconds?: number;
  /** Aborted when this process is to end. */
  readonly signal?: AbortSignal;
};

// The Databricks CLI itself refreshes a token that has less than five minutes left (facts `databricks-api.md` §5d).
const spareSeconds = 300;

/**
 * Where the client gets its tokens from: `DATABRICKS_TOKEN`, else `databricks auth token`, kept until shortly before its
 * end; callers that ask at the same time share one call. Throws `sign_in.…`.
 */
export function tokenSource(signIn: SignIn): TokenSource {
  const { token, host, profile, timeoutSeconds = 20, signal: ending } = signIn;
  if (token !== undefined) return async () => token;
  let held: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const answer = await cliToken({
      host,
      timeoutSeconds,
      ...(profile === undefined ? {} : { profile }),
      ...(ending === undefined ? {} : { signal: ending }),
    });
    held = { token: answer.access_token, until: answer.expiry.getTime() - spareSeconds * 1000 };
    return answer.access_token;
  }

  return async (signal) => {
    if (held !== undefined && Date.now() < held.until) return held.token;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    if (signal?.aborted) throw new LakegooseError('sign_in.cancelled');
    return asking;
  };
}
