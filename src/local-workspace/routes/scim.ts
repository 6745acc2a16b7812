import type { Route } from '../services/route.ts';

/** Who the token belongs to, `/api/2.0/preview/scim/v2/Me`. */
export function scimRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Me',
      answer: ({ user }) => ({
        json: {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          id: user.id,
          userName: user.userName,
          displayName: user.displayName,
          active: true,
          emails: [{ type: 'work', value: user.userName, primary: true }],
        },
      }),
    },
  ];
}
