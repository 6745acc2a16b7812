import { Refused } from './refused.ts';
import type { Securable, SecurableType } from './securable.ts';

const TABLE = ['ALL_PRIVILEGES', 'APPLY_TAG', 'MANAGE', 'MODIFY', 'REFRESH', 'SELECT'];
const FUNCTION = ['ALL_PRIVILEGES', 'APPLY_TAG', 'EXECUTE', 'MANAGE'];
const VOLUME = ['ALL_PRIVILEGES', 'APPLY_TAG', 'MANAGE', 'READ_VOLUME', 'WRITE_VOLUME'];
const SCHEMA = [
  ...new Set([...TABLE, ...FUNCTION, ...VOLUME]),
  ...['BROWSE', 'CREATE_FUNCTION', 'CREATE_MATERIALIZED_VIEW', 'CREATE_MODEL', 'CREATE_TABLE', 'CREATE_VOLUME'],
  ...['EXTERNAL_USE_SCHEMA', 'USE_SCHEMA'],
];
const METASTORE = [
  ...['CREATE_CATALOG', 'CREATE_CLEAN_ROOM', 'CREATE_CONNECTION', 'CREATE_EXTERNAL_LOCATION', 'CREATE_PROVIDER'],
  ...['CREATE_RECIPIENT', 'CREATE_SERVICE_CREDENTIAL', 'CREATE_SHARE', 'CREATE_STORAGE_CREDENTIAL'],
  ...['MANAGE_ALLOWLIST', 'SET_SHARE_PERMISSION', 'USE_CONNECTION', 'USE_MARKETPLACE_ASSETS', 'USE_PROVIDER'],
  ...['USE_RECIPIENT', 'USE_SHARE'],
];

/** What can be granted on what. Source: docs.databricks.com, Unity Catalog privileges and securable objects. */
const APPLICABLE: Readonly<Record<SecurableType, readonly string[]>> = {
  METASTORE,
  CATALOG: [...SCHEMA, 'CREATE_SCHEMA', 'USE_CATALOG'],
  SCHEMA,
  TABLE,
  FUNCTION,
  VOLUME,
};

/** Not part of ALL PRIVILEGES (same source). */
const APART: readonly string[] = ['MANAGE', 'EXTERNAL_USE_SCHEMA', 'EXTERNAL_USE_LOCATION', 'ALL_PRIVILEGES'];

export const isPartOfAll = (privilege: string): boolean => !APART.includes(privilege);

/** `USE CATALOG` of SQL and `USE_CATALOG` of REST are one; USAGE is its old name (terraform-provider-databricks #1658). */
export function readPrivilege(written: string, securable: Securable): string {
  const name = written.toUpperCase().replaceAll(' ', '_');
  const known = name === 'USAGE' && /^(CATALOG|SCHEMA)$/.test(securable.type) ? `USE_${securable.type}` : name;
  if (APPLICABLE[securable.type].includes(known)) return known;
  // Text: terraform-provider-databricks, acceptance test of databricks_grants.
  const entity = `[${securable.type}/${securable.type}_STANDARD]`;
  const advice = 'If this seems unexpected, please check the privilege version of the metastore in use [1.0].';
  throw new Refused(
    'INVALID_PARAMETER_VALUE',
    `Privilege ${name} is not applicable to this entity ${entity}. ${advice}`,
  );
}

/** As SQL and error texts write a privilege: with spaces. */
export const spoken = (privilege: string): string => privilege.replaceAll('_', ' ');
