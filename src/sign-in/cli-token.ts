import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { commonLock, withLock } from '../base/lock.ts';
import { run } from '../base/shell.ts';
import { reasonOfCli } from './reason-of-cli.ts';

/** What `databricks auth token --output json` prints. Source: facts `databricks-api.md` §5d. */
const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expiry: z.coerce.date().default(() => new Date(Date.now() + 600_000)),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

type Account = {
  readonly host: string;
  readonly profile?: string;
  readonly timeoutSeconds: number;
  /** Whether the workspace refuses the token that the CLI holds: then it must fetch another one. */
  readonly isRefused?: boolean;
  /** Aborted when this process is to end. */
  readonly signal?: AbortSignal;
};

/**
 * Asks the Databricks CLI for a token, one process at a time: it does not coordinate its own refreshes (§5d).
 * Never takes longer than `timeoutSeconds`, waiting for the others included.
 * Throws `sign_in.no_cli`, `sign_in.timed_out`, `sign_in.cancelled`, `sign_in.needed`, `sign_in.failed`, `sign_in.bad_answer`.
 */
export async function cliToken(asked: Account): Promise<TokenAnswer> {
  const { host, profile, timeoutSeconds, isRefused, signal } = asked;
  const started = Date.now();
  const force = isRefused ? ['--force-refresh'] : [];
  const account = profile === undefined ? ['--host', host] : ['--profile', profile];
  const waiting = { waitSeconds: timeoutSeconds / 2, signal };
  const asking = withLock(lockPath(account.join('=')), waiting, async () => {
    const left = timeoutSeconds - (Date.now() - started) / 1000;
    const limits = { timeoutSeconds: left, ...(signal === undefined ? {} : { signal }) };
    const result = await run('databricks', ['auth', 'token', ...account, ...force, '--output', 'json'], limits);
    if (result.outcome === 'not_found') throw new LakegooseError('sign_in.no_cli', { host });
    if (result.outcome !== 'done') throw new LakegooseError('sign_in.timed_out', { seconds: timeoutSeconds });
    if (result.exitCode !== 0) throw refusal(host, result.stderr);
    const answer = tokenAnswer.safeParse(parseJson(result.stdout));
    if (!answer.success) throw new LakegooseError('sign_in.bad_answer');
    return answer.data;
  });
  return asking.catch((error: unknown) => {
    throw signal?.aborted ? new LakegooseError('sign_in.cancelled') : error;
  });
}

/** What the Databricks CLI says where nobody is signed in, or the workspace has ended the sign-in (v1.10). */
const isSignInMissing = /no cached credentials|refresh token is invalid|please specify a host|databricks auth login/;

function refusal(host: string, told: string): LakegooseError {
  if (isSignInMissing.test(told)) return new LakegooseError('sign_in.needed', { host });
  return new LakegooseError('sign_in.failed', { host, reason: reasonOfCli(told) });
}

function lockPath(account: string): string {
  const name = createHash('sha256').update(account).digest('hex').slice(0, 16);
  return commonLock(`token-${name}.lock`);
}
