import type { TableEntry } from '../catalog/entries.ts';
import type { Properties } from '../dialect/parse/statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { CONSTRAINT, deltaProperties, isConstraint, keptKey } from './delta-properties.ts';

const RESERVED: Readonly<Record<string, string>> = {
  owner: 'it will be set to the current user',
  provider: 'please use the USING clause to specify it',
  location: 'please use the LOCATION clause to specify it',
  external: 'please use CREATE EXTERNAL TABLE',
  is_managed_location: 'please remove it from the TBLPROPERTIES list',
};
const OF_SCHEMAS = ['owner', 'location'];

/** What is said otherwise, of a table or a schema. */
export function refuseReserved(properties: Properties, of: 'table' | 'namespace', at: number): void {
  const key = Object.keys(properties).find((own) => Object.hasOwn(RESERVED, own));
  if (key === undefined || (of === 'namespace' && !OF_SCHEMAS.includes(key))) return;
  throw new SqlError(
    `UNSUPPORTED_FEATURE.SET_${of.toUpperCase()}_PROPERTY`,
    '0A000',
    `The feature is not supported: ${key} is a reserved ${of} property, ${RESERVED[key]}.`,
    at,
  );
}

/** Delta's constraints stand among the properties of a new table, as SHOW CREATE TABLE writes them; `comment` is its own. */
export function newProperties(
  given: Properties | undefined,
  at: number,
): Pick<TableEntry, 'properties' | 'checks' | 'comment'> {
  if (!given) return {};
  refuseReserved(given, 'table', at);
  const { comment, ...others } = deltaProperties(given, at);
  const all = Object.entries(others);
  const checks = all
    .filter(([key]) => isConstraint(key))
    .map(([key, text]) => ({ name: key.slice(CONSTRAINT.length), text }));
  const properties = Object.fromEntries(all.filter(([key]) => !isConstraint(key)));
  return { properties, ...(checks.length > 0 && { checks }), ...(comment !== undefined && { comment }) };
}

/** A view's properties are its own: Delta asks nothing of them. */
export function viewProperties(given: Properties | undefined, at: number): Pick<TableEntry, 'properties' | 'comment'> {
  if (!given) return {};
  refuseReserved(given, 'table', at);
  const { comment, ...properties } = given;
  return { properties, ...(comment !== undefined && { comment }) };
}

/** SET TBLPROPERTIES; `comment` is what the table is described by. */
export function setProperties(entry: TableEntry, given: Properties, at: number): TableEntry {
  refuseReserved(given, 'table', at);
  const { comment, ...set } = entry.kind === 'VIEW' ? given : deltaProperties(given, at);
  if (Object.keys(set).some(isConstraint))
    throw new SqlError(
      'DELTA_ADD_CONSTRAINTS',
      '0A000',
      'Please use ALTER TABLE ADD CONSTRAINT to add CHECK constraints.',
      at,
    );
  return { ...entry, ...(comment !== undefined && { comment }), properties: { ...entry.properties, ...set } };
}

/** UNSET TBLPROPERTIES: those that are not there are not missed, as Delta has it. */
export function unsetProperties(entry: TableEntry, keys: readonly string[]): TableEntry {
  const gone = keys.map(keptKey);
  const left = Object.entries(entry.properties ?? {}).filter(([key]) => !gone.includes(key));
  const dropped = keys.filter(isConstraint).map((key) => key.toLowerCase());
  const checks = (entry.checks ?? []).filter(({ name }) => !dropped.includes(`${CONSTRAINT}${name.toLowerCase()}`));
  return { ...entry, properties: Object.fromEntries(left), ...(entry.checks && { checks }) };
}
