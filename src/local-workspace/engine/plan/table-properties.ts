import type { TableEntry } from '../catalog/entries.ts';
import type { Properties } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { CONSTRAINT } from './table-details.ts';

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

/** Those that would change what statements do, and do not here. */
function wantSupported(properties: Properties, at: number): void {
  refuseReserved(properties, 'table', at);
  if (properties['delta.appendOnly']?.toLowerCase() === 'true')
    throw cannotCompute('the table property delta.appendOnly', at);
}

/** Delta's constraints stand among the properties of a new table, as SHOW CREATE TABLE writes them; `comment` is its own. */
export function newProperties(
  given: Properties | undefined,
  at: number,
): Pick<TableEntry, 'properties' | 'checks' | 'comment'> {
  if (!given) return {};
  wantSupported(given, at);
  const { comment, ...others } = given;
  const all = Object.entries(others);
  const checks = all
    .filter(([key]) => key.startsWith(CONSTRAINT))
    .map(([key, text]) => ({ name: key.slice(CONSTRAINT.length), text }));
  const properties = Object.fromEntries(all.filter(([key]) => !key.startsWith(CONSTRAINT)));
  return { properties, ...(checks.length > 0 && { checks }), ...(comment !== undefined && { comment }) };
}

/** SET TBLPROPERTIES; `comment` is what the table is described by. */
export function setProperties(entry: TableEntry, { comment, ...set }: Properties, at: number): TableEntry {
  wantSupported(set, at);
  if (Object.keys(set).some((key) => key.startsWith(CONSTRAINT)))
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
  const left = Object.entries(entry.properties ?? {}).filter(([key]) => !keys.includes(key));
  const checks = (entry.checks ?? []).filter(({ name }) => !keys.includes(`${CONSTRAINT}${name.toLowerCase()}`));
  return { ...entry, properties: Object.fromEntries(left), ...(entry.checks && { checks }) };
}
