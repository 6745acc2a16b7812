import { LakegooseError } from '../base/errors.ts';
import { userAgent } from '../base/version.ts';
import { withLimits } from '../databricks-client/limits.ts';
import { networkOf } from '../databricks-client/network.ts';
import { loginFailure } from './login-failure.ts';
import { tokenEndpoint } from './oauth-discovery.ts';
import { endPageOf, linkIn, openEndPage } from './sign-in-page.ts';
import { inTurn } from './sign-in-turn.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type Asked = {
  readonly host: string;
  /** The profile of the Databricks CLI that the sign-in is kept in. */
  readonly profile: string;
  readonly environment: Environment;
  readonly timeoutMinutes: number;
  readonly signal: AbortSignal;
};

type Person = {
  /** Shows what the Databricks CLI prints, such as the link. */
  readonly show: (text: string) => void;
  /** The lines that a person types or pastes; none where nobody sits there. */
  readonly lines?: AsyncIterable<string>;
  /** Told of each line: whether it was the address of the end of the sign-in, and whether somebody waited for it. */
  readonly onLine?: (outcome: 'taken' | 'not_an_end' | 'nobody_waits' | 'empty') => void;
};

/** The Databricks CLI tries a host that does not answer for more than a minute, and tells it in Go's words. */
const reachSeconds = 10;

/**
 * The Databricks CLI's own sign-in (OAuth U2M) with a person before a browser. Where the browser cannot show the last
 * page, because it runs on another machine, the person pastes its address and it is opened from here.
 * Throws `sign_in.no_cli`, `sign_in.no_oauth`, `login.failed`, `login.waits_…`, and `databricks.…` where the host is out of reach.
 */
export async function signInPerson(asked: Asked, person: Person): Promise<void> {
  const { host, environment, signal } = asked;
  await withLimits({ seconds: reachSeconds, caller: signal }, (limits) =>
    tokenEndpoint({ userAgent, network: networkOf(environment) }, host, limits),
  );
  await inTurn(host, environment, (tell) => runLogin(asked, person, tell));
}

async function runLogin(asked: Asked, { show, lines, onLine }: Person, tell: (link: string) => void): Promise<void> {
  const { host, profile, environment, timeoutMinutes, signal } = asked;
  const { execa } = await import('execa');
  const over = new AbortController();
  const login = execa(
    'databricks',
    ['auth', 'login', '--host', host, '--profile', profile, '--timeout', `${timeoutMinutes}m`],
    {
      env: { ...environment, ...browserOf(environment) },
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
      cancelSignal: signal,
    },
  );
  let printed = '';
  login.all.on('data', (bytes) => {
    show(String(bytes));
    printed += String(bytes);
    const link = linkIn(printed);
    if (link !== undefined) tell(link);
  });
  // It ends with the lines, which are the caller's.
  if (lines !== undefined) takeLines(lines, over.signal, onLine).catch(() => undefined);
  const result = await login;
  over.abort();
  signal.throwIfAborted();
  if (result.code === 'ENOENT') throw new LakegooseError('sign_in.no_cli', { host });
  if (result.failed) throw loginFailure(host, result.stderr);
}

async function takeLines(lines: AsyncIterable<string>, signal: AbortSignal, onLine: Person['onLine']): Promise<void> {
  for await (const line of lines) {
    if (signal.aborted) return;
    if (line.trim() === '') {
      onLine?.('empty');
      continue;
    }
    const page = endPageOf(line);
    if (page === undefined) {
      onLine?.('not_an_end');
      continue;
    }
    await openEndPage(page, signal).then(
      () => onLine?.('taken'),
      () => signal.aborted || onLine?.('nobody_waits'),
    );
  }
}

/**
 * In a container and over SSH there is no browser to open: the Databricks CLI then prints the link for `BROWSER=none`
 * (facts `databricks-api.md` §5c). VS Code's terminals set a `BROWSER` that opens it on the person's own machine.
 */
function browserOf({ BROWSER, DISPLAY, WAYLAND_DISPLAY }: Environment): { readonly BROWSER?: string } {
  const hasDesktop = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY;
  return BROWSER || hasDesktop ? {} : { BROWSER: 'none' };
}
