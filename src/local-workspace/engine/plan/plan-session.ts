import type { Catalog } from '../catalog/catalog.ts';
import { catalogNotFound, type Session, schemaNotFound, schemaPlace } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import type { Access } from '../grants/access.ts';
import { column, listing } from './listing.ts';
import type { Plan } from './plan.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** Each statement of the API is a session of its own, and forgets it. A notebook's lasts. */
export function planUse(node: Of<'use'>, catalog: Catalog, session: Session, access: Access): Plan {
  const [first = ''] = node.name.parts;
  if (node.what === 'CATALOG') {
    if (!catalog.catalog(first)) throw catalogNotFound(first, node.name.at);
    access.wantSeen(first.toLowerCase(), true);
    return { ...listing([], []), use: { catalog: first.toLowerCase(), schema: 'default' } };
  }
  const place = schemaPlace(node.name, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, node.name.at);
  access.wantSeen(place.catalog, true);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, node.name.at);
  access.wantSeen(place.catalog, true, place.schema);
  return { ...listing([], []), use: { catalog: place.catalog, schema: place.schema } };
}

export const planShowCurrent = (session: Session): Plan =>
  listing([column('catalog'), column('namespace')], [[session.catalog, session.schema]]);

/**
 * What a session of a SQL warehouse may set, with the only value that each has here; results are not cached, so that
 * nobody has to switch that off. Source: docs.databricks.com, Configuration parameters.
 */
const PARAMETERS: Readonly<Record<string, readonly [value: string, ...others: readonly string[]]>> = {
  ANSI_MODE: ['true'],
  LEGACY_TIME_PARSER_POLICY: ['EXCEPTION'],
  MAX_FILE_PARTITION_BYTES: ['128m'],
  READ_ONLY_EXTERNAL_METASTORE: ['false'],
  STATEMENT_TIMEOUT: ['172800'],
  TIMEZONE: ['UTC', 'Etc/UTC', 'GMT', 'Z', '+00:00'],
  USE_CACHED_RESULT: ['true', 'false'],
};
const SPARK_NAMES: Readonly<Record<string, string>> = {
  'spark.sql.ansi.enabled': 'ANSI_MODE',
  'spark.sql.session.timezone': 'TIMEZONE',
};

/** The values that a parameter may have. */
function valuesOf(key: string): readonly [value: string, ...others: readonly string[]] {
  const name = SPARK_NAMES[key.toLowerCase()] ?? key.toUpperCase();
  const values = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (values) return values;
  throw new SqlError('CONFIG_NOT_AVAILABLE', '42K0I', `Configuration ${key} is not available.`);
}

/** SET: tells a parameter, or takes the value that it has; another one would change the answers of all that follows. */
export function planSet({ key, value }: Of<'set'>): Plan {
  const columns = [column('key'), column('value')];
  if (key === undefined)
    return listing(
      columns,
      Object.entries(PARAMETERS).map(([name, [own]]) => [name, own]),
    );
  const allowed = valuesOf(key);
  if (value === undefined) return listing(columns, [[key, allowed[0]]]);
  if (!allowed.some((own) => own.toLowerCase() === value.toLowerCase())) throw cannotCompute(`SET ${key} = ${value}`);
  return listing(columns, [[key, value]]);
}

/** RESET: every parameter has the value that it began with. */
export function planReset({ key }: Of<'reset'>): Plan {
  if (key !== undefined) valuesOf(key);
  return listing([], []);
}
