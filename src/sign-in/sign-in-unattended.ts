import { LakegooseError } from '../base/errors.ts';
import { loginFailure } from './login-failure.ts';
import { linkIn } from './sign-in-page.ts';

export type Account = { readonly host: string; readonly profile: string };

const limitSeconds = 60;

/**
 * The Databricks CLI's own sign-in (OAuth U2M) without a person: the page that it would open in a browser is asked for by
 * us. For a workspace that gives its consent at once, as the local one does in a container.
 * Throws `sign_in.no_cli`, `login.failed`, and `login.asks_a_person` where the page waits for one.
 */
export async function signInUnattended({ host, profile }: Account, signal: AbortSignal): Promise<void> {
  const { execa } = await import('execa');
  const asks = new AbortController();
  const words = ['auth', 'login', '--host', host, '--profile', profile, '--timeout', `${limitSeconds}s`];
  const login = execa('databricks', words, {
    // It prints the link instead of opening it.
    env: { BROWSER: 'none' },
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: AbortSignal.any([signal, asks.signal]),
    timeout: (limitSeconds + 5) * 1000,
  });
  const over = new AbortController();
  let printed = '';
  let page: Promise<unknown> | undefined;
  login.all.on('data', (bytes) => {
    printed += String(bytes);
    const link = linkIn(printed);
    // Followed to its end, which is the CLI itself, waiting on this machine. A failure is the CLI's to tell.
    if (link?.startsWith(`${host}/`))
      page ??= fetch(link, { signal: AbortSignal.any([signal, over.signal]) }).then(
        ({ ok, url }) => ok && url.startsWith(`${host}/`) && asks.abort(),
        () => undefined,
      );
  });
  const result = await login;
  over.abort();
  await page;
  signal.throwIfAborted();
  if (result.failed && asks.signal.aborted) throw new LakegooseError('login.asks_a_person', { host });
  if (result.code === 'ENOENT') throw new LakegooseError('sign_in.no_cli', { host });
  if (result.failed) throw loginFailure(host, result.stderr);
}
