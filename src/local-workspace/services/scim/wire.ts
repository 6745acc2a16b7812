import { GROUPS, type Group, PRINCIPALS, type Principal } from '../principals.ts';

/** Source: databricks-sdk-go `service/iam` User, ServicePrincipal, Group, ComplexValue. */
export function wirePrincipal(principal: Principal) {
  const { kind, id, userName, displayName, groups } = principal;
  const memberships = GROUPS.filter((group) => groups.includes(group.displayName)).map((group) => ({
    display: group.displayName,
    type: 'direct',
    value: group.id,
    $ref: `Groups/${group.id}`,
  }));
  const shared = { id, displayName, active: true, groups: memberships };
  if (kind === 'service principal') {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'];
    return { schemas, ...shared, applicationId: userName };
  }
  const [givenName = '', familyName = ''] = displayName.split(' ');
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    ...shared,
    userName,
    name: { givenName, familyName },
    emails: [{ type: 'work', value: userName, primary: true }],
  };
}

export function wireGroup({ id, displayName, ofAccount }: Group) {
  const members = PRINCIPALS.filter((one) => one.groups.includes(displayName)).map((one) => ({
    display: one.displayName,
    value: one.id,
    $ref: `${one.kind === 'user' ? 'Users' : 'ServicePrincipals'}/${one.id}`,
  }));
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    id,
    displayName,
    members,
    meta: { resourceType: ofAccount ? 'Group' : 'WorkspaceGroup' },
  };
}
