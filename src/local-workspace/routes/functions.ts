import type { Catalog } from '../engine/catalog/catalog.ts';
import { accessOf } from '../services/access-of.ts';
import { invalidValue } from '../services/api-error.ts';
import { findFunction, findSchema } from '../services/find-entries.ts';
import { type Pages, page } from '../services/page.ts';
import type { Route, RouteRequest } from '../services/route.ts';
import { wireFunction } from '../services/wire-function.ts';

const BASE = '/api/2.1/unity-catalog/functions';

/** Functions in SQL, `/api/2.1/unity-catalog/functions`; a list tells what the caller may see. */
export function functionRoutes(catalog: Catalog, pages: Pages): Route[] {
  const seeker = ({ user, query }: RouteRequest) => ({
    access: accessOf(catalog, user),
    browse: query.get('include_browse') === 'true',
  });
  return [
    {
      method: 'GET',
      path: BASE,
      answer: (request) => {
        const [catalogName, schema] = [request.query.get('catalog_name'), request.query.get('schema_name')];
        if (!catalogName || !schema) throw invalidValue('Missing required field: catalog_name and schema_name');
        const { access, browse } = seeker(request);
        const found = findSchema(catalog, catalogName, schema, { access, browse });
        const seen = catalog.routines(found.catalog, found.name).filter((entry) => access.seesRoutine(entry, browse));
        const { items, ...next } = page(seen, request, `functions ${found.catalog}.${found.name}`, pages);
        return { json: { functions: items.map((entry) => wireFunction(catalog, access, entry)), ...next } };
      },
    },
    {
      method: 'GET',
      path: `${BASE}/:full_name`,
      answer: (request) => {
        const { access, browse } = seeker(request);
        const entry = findFunction(catalog, request.params.full_name ?? '', { access, browse });
        return { json: wireFunction(catalog, access, entry) };
      },
    },
  ];
}
