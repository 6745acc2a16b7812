import { LakegooseError } from '../base/errors.ts';

/** A token and how many seconds it lives from now. */
export type FreshToken = { readonly token: string; readonly seconds: number };

/** Gives a token that is valid now; another one than `refused`, which the workspace has just refused. */
export type TokenSource = (signal?: AbortSignal, refused?: string) => Promise<string>;

// The Databricks CLI itself refreshes a token that has less than five minutes left (facts `databricks-api.md` §5d).
const spareSeconds = 300;

/**
 * Keeps what `ask` gives until shortly before its end, or until it is refused; callers that want one at the same time
 * share one call. `ask` is told whether the last token was refused.
 */
export function keptToken(ask: (wasRefused: boolean) => Promise<FreshToken>): TokenSource {
  let held: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function renew(wasRefused: boolean): Promise<string> {
    const { token, seconds } = await ask(wasRefused);
    held = { token, until: Date.now() + Math.max(seconds - spareSeconds, seconds / 2) * 1000 };
    return token;
  }

  return async (signal, refused) => {
    const wasRefused = held !== undefined && held.token === refused;
    if (wasRefused) held = undefined;
    if (held !== undefined && Date.now() < held.until) return held.token;
    asking ??= renew(wasRefused).finally(() => {
      asking = undefined;
    });
    return signal === undefined ? asking : unlessAborted(asking, signal);
  };
}

/** The others go on waiting where one gives up. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(new LakegooseError('sign_in.cancelled'));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, given.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
