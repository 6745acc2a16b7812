import { z } from 'zod';

/**
 * Unity Catalog permissions, `/api/2.1/unity-catalog/{permissions,effective-permissions}/{securable_type}/{full_name}`.
 * Source: databricks-sdk-py `service/catalog.py`: GrantsAPI, PermissionsChange, PrivilegeAssignment, EffectivePrivilege.
 */
export const permissionsChange = z.looseObject({
  /** A user's e-mail address, a service principal's application id, or the name of an account group. */
  principal: z.string().min(1),
  /** Such as USE_CATALOG. */
  add: z.array(z.string()).optional(),
  remove: z.array(z.string()).optional(),
});
export type PermissionsChange = z.infer<typeof permissionsChange>;
export const updatePermissions = z.looseObject({ changes: z.array(permissionsChange).default([]) });

export const permissionsList = z.looseObject({
  privilege_assignments: z
    .array(z.looseObject({ principal: z.string(), privileges: z.array(z.string()).optional() }))
    .optional(),
  next_page_token: z.string().optional(),
});

/** What is granted on the securable itself lacks both `inherited_from` fields. */
export const effectivePrivilege = z.looseObject({
  privilege: z.string(),
  inherited_from_type: z.string().optional(),
  inherited_from_name: z.string().optional(),
});
export const effectivePermissionsList = z.looseObject({
  privilege_assignments: z
    .array(z.looseObject({ principal: z.string(), privileges: z.array(effectivePrivilege).optional() }))
    .optional(),
  next_page_token: z.string().optional(),
});
