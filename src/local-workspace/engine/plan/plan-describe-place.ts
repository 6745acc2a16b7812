import type { Catalog } from '../catalog/catalog.ts';
import { catalogNotFound, type Session, schemaNotFound, schemaPlace, tablePlace } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import type { Access } from '../grants/access.ts';
import { catalogSecurable, schemaSecurable } from '../grants/securable.ts';
import { column, listing } from './listing.ts';
import type { Plan } from './plan.ts';
import { momentText } from './table-details.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

export function planDescribeSchema(
  node: Of<'describe-schema'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const place = schemaPlace(node.schema, session);
  if (catalog.catalog(place.catalog)) access.wantSeen(place.catalog, true);
  const entry = catalog.schema(place.catalog, place.schema);
  if (!entry) throw schemaNotFound(place.catalog, place.schema, node.schema.at);
  access.wantSeen(place.catalog, true, place.schema);
  const properties = Object.entries(entry.properties ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `(${key},${value})`);
  return listing(
    [column('database_description_item'), column('database_description_value')],
    [
      ['Catalog Name', entry.catalog],
      ['Namespace Name', entry.name],
      ['Comment', entry.comment ?? ''],
      ['Owner', catalog.grants.ownerOf(schemaSecurable(entry.catalog, entry.name))],
      ...(node.extended ? [['Properties', properties.length === 0 ? '' : `(${properties.join(', ')})`]] : []),
    ],
  );
}

/** DESCRIBE CATALOG. Source of its rows: docs.databricks.com, DESCRIBE CATALOG. */
export function planDescribeCatalog(node: Of<'describe-catalog'>, catalog: Catalog, access: Access): Plan {
  const { parts, at } = node.name;
  if (parts.length !== 1) throw cannotCompute('DESCRIBE CATALOG of a name of several parts', at);
  const entry = catalog.catalog(parts[0] ?? '');
  if (!entry) throw catalogNotFound(parts[0] ?? '', at);
  access.wantSeen(entry.name, true);
  const securable = catalogSecurable(entry.name);
  const maker = catalog.grants.makerOf(securable);
  const made = momentText(catalog.bornAt);
  return listing(
    [column('info_name'), column('info_value')],
    [
      ['Catalog Name', entry.name],
      ['Comment', entry.comment],
      ['Owner', catalog.grants.ownerOf(securable)],
      ['Catalog Type', entry.name === 'system' ? 'System' : 'Regular'],
      ...(node.extended
        ? [
            ['Created By', maker],
            ['Created At', made],
            ['Updated By', maker],
            ['Updated At', made],
          ]
        : []),
    ],
  );
}

/** No volume can be made here, so there is none. */
export function planDescribeVolume(
  { name }: Of<'describe-volume'>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const place = tablePlace(name, session);
  if (catalog.catalog(place.catalog))
    access.wantUse(place.catalog, catalog.schema(place.catalog, place.schema) ? place.schema : undefined);
  const full = `\`${place.catalog}\`.\`${place.schema}\`.\`${place.name}\``;
  const sentence = `Volume ${full} does not exist. Please use 'SHOW VOLUMES' to list available volumes.`;
  throw new SqlError('UC_VOLUME_NOT_FOUND', '42704', sentence, name.at);
}
