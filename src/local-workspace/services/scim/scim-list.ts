import { scimError } from './scim-error.ts';

type Resource = Readonly<Record<string, unknown>>;

const LARGEST = 10_000;
const FILTER = /^\s*(\w+)\s+(eq|co|sw)\s+"([^"\\]*)"\s*$/i;
const FILTERED = ['userName', 'displayName', 'applicationId', 'id'];

/** A SCIM list (RFC 7644 §3.4.2): `startIndex` from 1, `count`, and one comparison as `filter`. */
export function scimList(all: readonly Resource[], query: URLSearchParams) {
  const filter = query.get('filter');
  const found = filter === null ? all : all.filter(readFilter(filter));
  const start = Math.max(readCount(query, 'startIndex') ?? 1, 1);
  const resources = found.slice(start - 1, start - 1 + Math.min(readCount(query, 'count') ?? 100, LARGEST));
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: found.length,
    startIndex: start,
    itemsPerPage: resources.length,
    ...(resources.length > 0 && { Resources: resources }),
  };
}

function readCount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw scimError(400, `${name} must be a whole number.`, 'invalidValue');
  return Number(text);
}

/** Attribute names and values compare without case (RFC 7644 §3.4.2.2). */
function readFilter(text: string): (resource: Resource) => boolean {
  const [, attribute = '', operator = '', wanted = ''] = FILTER.exec(text) ?? [];
  const name = FILTERED.find((known) => known.toLowerCase() === attribute.toLowerCase());
  if (name === undefined) {
    throw scimError(400, `The local workspace does not compute the filter '${text}'.`, 'invalidFilter');
  }
  const value = wanted.toLowerCase();
  const compare = operator.toLowerCase();
  return (resource) => {
    const own = String(resource[name] ?? '').toLowerCase();
    if (compare === 'eq') return own === value;
    return compare === 'co' ? own.includes(value) : own.startsWith(value);
  };
}
