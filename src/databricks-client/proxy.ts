import { LakegooseError } from '../base/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address is this machine's own: only there may a request go without TLS, and never through a proxy. */
export function isOwnMachine(url: URL): boolean {
  return loopback.includes(url.hostname);
}

/**
 * The proxy that the environment wants for an address: `HTTPS_PROXY` but for the hosts in `NO_PROXY`. Lower-case names
 * come first, and a name in `NO_PROXY` covers the hosts below it, with or without a leading dot, as for the Databricks
 * CLI (Go, `golang.org/x/net/http/httpproxy`) and curl. Throws `databricks.bad_proxy`.
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const told = environment.https_proxy || environment.HTTPS_PROXY;
  if (!told || url.protocol !== 'https:' || isOwnMachine(url)) return undefined;
  if (isExcepted(url, environment.no_proxy || environment.NO_PROXY || '')) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(told) ? told : `http://${told}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') throw new LakegooseError('databricks.bad_proxy');
  return proxy;
}

/** Whether a list of hosts as in `NO_PROXY` has the host of an address. */
export function isExcepted({ hostname, port }: URL, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== (port || '443')) return false;
      const suffix = name.replace(/^\*?\.?/, '');
      return name === '*' || hostname === suffix || hostname.endsWith(`.${suffix}`);
    });
}
