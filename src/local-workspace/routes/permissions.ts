import { z } from 'zod';
import { updatePermissions } from '../../databricks-api/permissions.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { Access } from '../engine/grants/access.ts';
import { accessOf } from '../services/access-of.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import { findCatalog, findFunction, findSchema, findTable, twoParts } from '../services/find-entries.ts';
import { type Pages, page } from '../services/page.ts';
import { type Asked, byPrincipal, type PermissionsService } from '../services/permissions-service.ts';
import { callerOf } from '../services/principals.ts';
import { readInput, withoutNulls } from '../services/read-input.ts';
import type { Answer, Route, RouteRequest } from '../services/route.ts';
import { wireOf } from '../services/unity-catalog-service.ts';
import { wireFunction } from '../services/wire-function.ts';

const BASE = '/api/2.1/unity-catalog';
/** So that one principal's privileges fit on a page (databricks-sdk-py, GrantsAPI.get). */
const SMALLEST_PAGE = 150;

function checkSize(query: URLSearchParams): void {
  const size = Number(query.get('max_results') ?? 0);
  if (size < 0 || (size > 0 && size < SMALLEST_PAGE))
    throw invalidValue(`Invalid value for max_results: it must be 0, or at least ${SMALLEST_PAGE}.`);
}

const newOwner = z.strictObject({ owner: z.string().min(1) });

function readOwner(body: unknown): string {
  const read = newOwner.safeParse(withoutNulls(body));
  if (read.success) return read.data.owner;
  const text =
    'Changing anything but the owner exists in Databricks, but this is the local workspace, which does not compute it.';
  throw new ApiError(501, 'NOT_IMPLEMENTED', text);
}

/** Who may do what, `/api/2.1/unity-catalog/permissions/…` and `…/effective-permissions/…`, and changes of owners. */
export function permissionRoutes(catalog: Catalog, permissions: PermissionsService, pages: Pages): Route[] {
  const asked = ({ params }: RouteRequest): Asked => ({
    type: params.securable_type ?? '',
    name: params.full_name ?? '',
  });
  const list = (request: RouteRequest, inherited: boolean): Answer => {
    const { query, user } = request;
    checkSize(query);
    const on = asked(request);
    const principal = query.get('principal') ?? undefined;
    const found = permissions.list(on, accessOf(catalog, user), inherited, principal);
    const assignments = byPrincipal(found, (grant) => {
      if (!inherited) return grant.privilege;
      const isOwn = grant.on.type === on.type.toUpperCase();
      const from = { inherited_from_type: grant.on.type, inherited_from_name: grant.on.name };
      return { privilege: grant.privilege, ...(!isOwn && from) };
    });
    const name = `permissions ${inherited} ${on.type} ${on.name} ${principal ?? ''}`;
    const { items, ...next } = page(assignments, request, name, pages);
    return { json: { privilege_assignments: items, ...next } };
  };
  const owner = (
    type: 'catalog' | 'schema' | 'table' | 'function',
    path: string,
    tell: (request: RouteRequest) => unknown,
  ): Route => ({
    method: 'PATCH',
    path: `${BASE}${path}`,
    answer: async (request) => {
      const on = { type, name: request.params.full_name ?? '' };
      await permissions.changeOwner(on, accessOf(catalog, request.user), readOwner(request.body));
      return { json: tell(request) };
    },
  });
  // What was given away is told once more, though its old owner may see it no longer.
  const seeker = ({ user }: RouteRequest) => ({
    access: new Access(catalog.grants, callerOf(user), true),
    browse: true,
  });
  const wire = ({ user }: RouteRequest) => wireOf(catalog, accessOf(catalog, user));
  return [
    {
      method: 'GET',
      path: `${BASE}/permissions/:securable_type/:full_name`,
      answer: (request) => list(request, false),
    },
    {
      method: 'GET',
      path: `${BASE}/effective-permissions/:securable_type/:full_name`,
      answer: (request) => list(request, true),
    },
    {
      method: 'PATCH',
      path: `${BASE}/permissions/:securable_type/:full_name`,
      answer: async (request) => {
        const { changes } = readInput(updatePermissions, request.body);
        const found = await permissions.change(asked(request), accessOf(catalog, request.user), changes);
        return { json: { privilege_assignments: byPrincipal(found, ({ privilege }) => privilege) } };
      },
    },
    owner('catalog', '/catalogs/:full_name', (request) =>
      wire(request).catalog(findCatalog(catalog, request.params.full_name ?? '', seeker(request))),
    ),
    owner('schema', '/schemas/:full_name', (request) => {
      const [catalogName, schema] = twoParts(request.params.full_name ?? '');
      return wire(request).schema(findSchema(catalog, catalogName, schema, seeker(request)));
    }),
    owner('table', '/tables/:full_name', (request) =>
      wire(request).table(findTable(catalog, request.params.full_name ?? '', seeker(request))),
    ),
    owner('function', '/functions/:full_name', (request) => {
      const entry = findFunction(catalog, request.params.full_name ?? '', seeker(request));
      return wireFunction(catalog, accessOf(catalog, request.user), entry);
    }),
  ];
}
