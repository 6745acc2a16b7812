import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { jsonRpcError } from './json-rpc-error.ts';

/** The one path that is served. */
export const mcpPath = '/mcp';

const refused = -32_000;

/**
 * The answer to a request that may not come in, or undefined. A web page in the person's browser can reach this machine's
 * ports, by another name for it (DNS rebinding) too: so the names in Host and Origin are checked, and then the token.
 */
export function refusal(
  { headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>,
  { port, token }: { readonly port: number; readonly token: string },
): Response | undefined {
  const { host, origin, authorization } = headers;
  // Who speaks to port 80 leaves the port away (RFC 9110 §7.2).
  const places = ['127.0.0.1', 'localhost'].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  if (!places.includes(host?.toLowerCase() ?? '')) {
    return jsonRpcError(403, refused, `Host must be ${places.join(' or ')}.`);
  }
  if (origin !== undefined && !places.some((place) => origin.toLowerCase() === `http://${place}`)) {
    return jsonRpcError(403, refused, 'Requests of web pages of other origins are refused.');
  }
  if (url.split('?')[0] !== mcpPath) return jsonRpcError(404, refused, `Not found. The MCP server is at ${mcpPath}.`);
  const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (given !== undefined && isSame(given, token)) return undefined;
  const fault = given === undefined ? '' : ', error="invalid_token"';
  return jsonRpcError(401, refused, 'Send the header "Authorization: Bearer <token>" with the token of this server.', {
    'www-authenticate': `Bearer realm="lakegoose"${fault}`,
  });
}

/** Takes the same time wherever the two differ, and whatever their lengths. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
