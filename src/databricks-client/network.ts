import type { AgentOptions, ClientRequest, RequestOptions } from 'node:http';
import type { SecureContext } from 'node:tls';
import { ownCertificates } from './certificates.ts';
import { proxyFor } from './proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Way = {
  readonly open: (url: URL, options: RequestOptions) => ClientRequest;
  /** Host and port of the proxy that the way leads through, without user and password. */
  readonly proxy?: string;
};

/** The way to an address. Made at the first request, so that a verb that asks nobody pays nothing. */
export type Network = (url: URL) => Promise<Way>;

/**
 * A connection that nobody used for so long is closed. Hosts close theirs after about a minute; a POST that is sent into
 * a connection that is just being closed may have run or not.
 */
const idleMs = 4000;
const kept: AgentOptions = { keepAlive: true, timeout: idleMs };

/** The way to hosts as the environment tells it: `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and the like. */
export function networkOf(environment: Environment): Network {
  const ways = new Map<string, Promise<Way>>();
  let trusted: Promise<SecureContext | undefined> | undefined;
  return async (url) => {
    const proxy = proxyFor(url, environment);
    const key = proxy?.href ?? url.protocol;
    const way = ways.get(key) ?? (url.protocol === 'https:' ? secured(proxy) : plain());
    ways.set(key, way);
    return way;
  };

  async function secured(proxy: URL | undefined): Promise<Way> {
    const https = await import('node:https');
    trusted ??= trust(environment);
    const secureContext = await trusted;
    const agent = new https.Agent({
      ...kept,
      ...(secureContext === undefined ? {} : { secureContext }),
      ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: proxy.href } }),
    });
    const open: Way['open'] = (url, options) => https.request(url, { ...options, agent });
    return { open, ...(proxy === undefined ? {} : { proxy: proxy.host }) };
  }
}

/** Without proxies and with the certificates of Node.js only. */
export const straight: Network = networkOf({});

async function plain(): Promise<Way> {
  const http = await import('node:http');
  const agent = new http.Agent(kept);
  return { open: (url, options) => http.request(url, { ...options, agent }) };
}

/** Made once and not for each connection: reading all certificates takes about ten milliseconds. */
async function trust(environment: Environment): Promise<SecureContext | undefined> {
  const own = await ownCertificates(environment);
  if (own === undefined) return undefined;
  const tls = await import('node:tls');
  return tls.createSecureContext({ ca: [...tls.getCACertificates('default'), own] });
}
