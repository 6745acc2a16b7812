import { request } from 'node:http';

/** The page at the end of a sign-in: the Databricks CLI waits for it on this machine. */
export type EndPage = { readonly port: number; readonly query: string };

const own: readonly string[] = ['localhost', '127.0.0.1'];

/**
 * The end of a sign-in in an address that a browser could not show, such as `http://localhost:8020/?code=…&state=…`;
 * undefined for any other text. The Databricks CLI takes any path (facts `databricks-api.md` §5a).
 */
export function endPageOf(pasted: string): EndPage | undefined {
  const text = pasted.trim().replace(/^<|>$/g, '');
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, search, searchParams } = new URL(address);
  const isEnd = searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'));
  if (protocol !== 'http:' || !own.includes(hostname) || !isEnd) return undefined;
  return { port: Number(port || 80), query: search };
}

/** The link to open in a browser, in what the Databricks CLI has printed. */
export function linkIn(printed: string): string | undefined {
  return /https?:\/\/\S+\/authorize\?\S+(?=\s)/.exec(printed)?.[0];
}

/** Shows the page to whoever waits for it on this machine. Throws what Node.js throws where nobody does. */
export function openEndPage({ port, query }: EndPage, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const asked = request({ host: '127.0.0.1', port, path: `/${query}`, signal }, (response) => {
    response.resume();
    response.on('error', () => undefined);
    resolve();
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}
