import { SqlError } from '../sql-error.ts';

/** As Java's `URLEncoder` writes a form. */
export const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Bytes that are no UTF-8 become U+FFFD, as in Java. */
export function tryUrlDecode(text: string): string | null {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return null;
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
export function urlDecode(text: string): string {
  const value = tryUrlDecode(text);
  if (value !== null) return value;
  throw new SqlError(
    'CANNOT_DECODE_URL',
    '22546',
    `The provided URL cannot be decoded: ${text}. Please ensure that the URL is properly formatted and try again.`,
  );
}

/** The parts of an address as RFC 3986 cuts it, as Java's `URI` does. */
const ADDRESS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;

function invalid(url: string): SqlError {
  return new SqlError(
    'INVALID_URL',
    '22P02',
    `The url is invalid: ${url}. Use \`try_parse_url\` to tolerate invalid URL and return NULL instead.`,
  );
}

export function tryParseUrl(url: string | null, part: string | null, key: string | null): string | null {
  try {
    return parseUrl(url, part, key);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}

export function parseUrl(url: string | null, part: string | null, key: string | null): string | null {
  if (url === null || part === null) return null;
  const found = ADDRESS.exec(url);
  if (!found || /[\s"<>\\^`{|}]/.test(url) || /%(?![0-9a-fA-F]{2})/.test(url)) throw invalid(url);
  const [, scheme, authority, path = '', query, fragment] = found;
  const server = /^(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority ?? '');
  switch (part) {
    case 'HOST':
      return server?.[2] || null;
    case 'PATH':
      return path;
    case 'QUERY': {
      if (key === null) return query ?? null;
      const pair = new RegExp(`(?:&|^)${key.replace(/[\^$\\.*+?()[\]{}|]/g, '\\$&')}=([^&]*)`).exec(query ?? '');
      return pair?.[1] ?? null;
    }
    case 'REF':
      return fragment ?? null;
    case 'PROTOCOL':
      return scheme ?? null;
    case 'FILE':
      return query === undefined ? path : `${path}?${query}`;
    case 'AUTHORITY':
      return authority || null;
    case 'USERINFO':
      return server?.[1] ?? null;
    default:
      return null;
  }
}
