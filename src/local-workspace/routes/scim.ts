import { GROUPS, PRINCIPALS } from '../services/principals.ts';
import type { Route } from '../services/route.ts';
import { scimError } from '../services/scim/scim-error.ts';
import { scimList } from '../services/scim/scim-list.ts';
import { wireGroup, wirePrincipal } from '../services/scim/wire.ts';

const ROOT = '/api/2.0/preview/scim/v2';

/** Who the token belongs to, and who else there is, `/api/2.0/preview/scim/v2/…`; reading only. */
export function scimRoutes(): Route[] {
  const people = PRINCIPALS.filter((one) => one.kind === 'user').map(wirePrincipal);
  const machines = PRINCIPALS.filter((one) => one.kind === 'service principal').map(wirePrincipal);
  return [
    {
      method: 'GET',
      path: `${ROOT}/Me`,
      answer: ({ user }) => {
        const principal = PRINCIPALS.find((one) => one.id === user.id);
        if (!principal) throw scimError(404, 'User not found.');
        // A service principal has a user name here, though not in its own resource.
        return { json: { ...wirePrincipal(principal), userName: principal.userName } };
      },
    },
    ...resource('Users', people),
    ...resource('ServicePrincipals', machines),
    ...resource('Groups', GROUPS.map(wireGroup)),
  ];
}

function resource(name: string, all: readonly Readonly<Record<string, unknown>>[]): Route[] {
  return [
    { method: 'GET', path: `${ROOT}/${name}`, answer: ({ query }) => ({ json: scimList(all, query) }) },
    {
      method: 'GET',
      path: `${ROOT}/${name}/:id`,
      answer: ({ params }) => {
        const found = all.find((one) => one.id === params.id);
        if (!found) throw scimError(404, `${name.slice(0, -1)} with id ${params.id} not found.`);
        return { json: found };
      },
    },
  ];
}
