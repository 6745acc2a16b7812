import { z } from 'zod';

/**
 * Who the token belongs to, `GET /api/2.0/preview/scim/v2/Me`. `userName` is the address of a person and the application
 * id of a service principal, as GRANT wants it. Source: databricks-sdk-go `service/iam` User.
 */
export const currentUser = z.looseObject({
  userName: z.string(),
  groups: z.array(z.looseObject({ display: z.string().optional() })).optional(),
});
