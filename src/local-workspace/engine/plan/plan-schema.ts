import type { Catalog, CatalogChange } from '../catalog/catalog.ts';
import { engineSchema, type SchemaEntry } from '../catalog/entries.ts';
import { catalogNotFound, type Session, schemaNotFound, schemaPlace, wantPlace } from '../catalog/resolve-name.ts';
import type { Name } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { schemaSecurable } from '../grants/securable.ts';
import { NAME } from './new-table.ts';
import { nothingToDo, type Plan } from './plan.ts';
import { refuseReserved } from './table-properties.ts';
import type { Writer } from './writer.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

export function planCreateSchema(node: Of<'create-schema'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const place = schemaPlace(node.schema, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, node.schema.at);
  writer.wantCreateSchema(place.catalog);
  if (!NAME.test(place.schema) || place.schema === 'information_schema')
    throw new SqlError(
      'INVALID_SCHEMA_OR_RELATION_NAME',
      '42602',
      `\`${place.schema}\` is not a valid name for schemas.`,
      node.schema.at,
    );
  if (catalog.schema(place.catalog, place.schema)) {
    if (node.ifNotExists) return nothingToDo;
    throw new SqlError(
      'SCHEMA_ALREADY_EXISTS',
      '42P06',
      `Cannot create schema \`${place.schema}\` because it already exists. Choose a different name, drop the existing schema, or add the IF NOT EXISTS clause to tolerate pre-existing schema.`,
      node.schema.at,
    );
  }
  refuseReserved(node.properties ?? {}, 'namespace', node.schema.at);
  const schema = {
    catalog: place.catalog,
    name: place.schema,
    createdAt: writer.now,
    createdBy: writer.access.caller.name,
    ...(node.comment !== undefined && { comment: node.comment }),
    ...(node.properties && { properties: node.properties }),
  };
  return {
    kind: 'change',
    steps: [`CREATE SCHEMA ${engineSchema(place.catalog, place.schema)}`],
    counts: [],
    changes: [{ kind: 'put-schema', schema }],
    reads: [],
  };
}

export function planDropSchema(node: Of<'drop-schema'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const place = schemaPlace(node.schema, session);
  wantPlace(catalog, { ...place, schema: '' }, writer.access);
  if (!catalog.schema(place.catalog, place.schema)) {
    if (node.ifExists) return nothingToDo;
    throw schemaNotFound(place.catalog, place.schema, node.schema.at);
  }
  writer.wantManage(schemaSecurable(place.catalog, place.schema));
  const tables = catalog.tables(place.catalog, place.schema);
  const routines = catalog.routines(place.catalog, place.schema);
  if (tables.length + routines.length > 0 && !node.cascade)
    throw new SqlError(
      'SCHEMA_NOT_EMPTY',
      '2BP01',
      `Cannot drop a schema \`${place.schema}\` because it contains objects. Use DROP SCHEMA ... CASCADE to drop the schema and all its objects.`,
      node.schema.at,
    );
  const changes: CatalogChange[] = tables.map((table) => ({ kind: 'drop-table', table }));
  changes.push(...routines.map((routine): CatalogChange => ({ kind: 'drop-routine', routine })));
  changes.push({ kind: 'drop-schema', catalog: place.catalog, name: place.schema });
  return {
    kind: 'change',
    steps: [`DROP SCHEMA ${engineSchema(place.catalog, place.schema)} CASCADE`],
    counts: [],
    changes,
    reads: [],
  };
}

/** A schema that the caller manages. */
function managed(name: Name, catalog: Catalog, session: Session, writer: Writer): SchemaEntry {
  const place = schemaPlace(name, session);
  wantPlace(catalog, { ...place, schema: '' }, writer.access);
  const entry = catalog.schema(place.catalog, place.schema);
  if (!entry) throw schemaNotFound(place.catalog, place.schema, name.at);
  writer.wantManage(schemaSecurable(place.catalog, place.schema));
  return entry;
}

const changed = (schema: SchemaEntry): Plan => ({
  kind: 'change',
  steps: [],
  counts: [],
  changes: [{ kind: 'put-schema', schema }],
  reads: [],
});

export function planCommentSchema(
  node: Of<'comment-schema'>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const { comment: _, ...bare } = managed(node.schema, catalog, session, writer);
  return changed({ ...bare, ...(node.comment !== undefined && { comment: node.comment }) });
}

/** ALTER SCHEMA … SET DBPROPERTIES. */
export function planAlterSchema(node: Of<'alter-schema'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = managed(node.schema, catalog, session, writer);
  refuseReserved(node.set, 'namespace', node.schema.at);
  const { comment, ...set } = node.set;
  const own = comment === undefined ? {} : { comment };
  return changed({ ...entry, ...own, properties: { ...entry.properties, ...set } });
}
