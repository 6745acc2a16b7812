import { ApiError } from '../services/api-error.ts';
import type { Route } from '../services/route.ts';

type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'MALFORMED_REQUEST', 'The path is not percent-encoded as it should be.');
  }
}

/** The values of a route's `:name` parts; undefined where the path is another's. */
export function paramsOf(route: Pick<Route, 'path'>, path: string): Record<string, string> | undefined {
  // Most routes are ruled out by their beginning, without taking either path apart.
  const fixed = route.path.indexOf('/:') + 1;
  if (fixed === 0) return path === route.path ? {} : undefined;
  if (!path.startsWith(route.path.slice(0, fixed))) return undefined;
  const wanted = route.path.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      if (value === '') return undefined;
      params[part.slice(1)] = decode(value);
    } else if (part !== value) return undefined;
  }
  return params;
}

/** The route of a path; where only another method is known, `known` is true. */
export function matchRoute(routes: readonly Route[], method: string, path: string): { match?: Match; known: boolean } {
  let known = false;
  for (const route of routes) {
    const params = paramsOf(route, path);
    if (!params) continue;
    if (route.method === method) return { match: { route, params }, known: true };
    known = true;
  }
  return { known };
}
