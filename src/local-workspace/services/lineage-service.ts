import type { ColumnLineage, TableLineage, LineageEdge as WireEdge } from '../../databricks-api/lineage.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { fullName, type LineageEdge, type TableEntry } from '../engine/catalog/entries.ts';
import { WORKSPACE_ID } from '../engine/catalog/identity.ts';
import type { Access } from '../engine/grants/access.ts';
import { invalidValue } from './api-error.ts';
import { findTable } from './find-entries.ts';

/** Who asks, for BROWSE on the parent catalog is enough for lineage (facts `databricks-api.md` §4a). */
export type Reader = { readonly catalog: Catalog; readonly access: Access };

export type Direction = 'UPSTREAM' | 'DOWNSTREAM' | 'BOTH';

/** `2026-01-01 00:00:00.0`, as the real API writes lineage timestamps. */
function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')}.0`;
}

function tableAt(catalog: Catalog, name: string): TableEntry | undefined {
  const [catalogName = '', schema = '', table = ''] = name.split('.');
  return catalog.table(catalogName, schema, table);
}

/** What was dropped is told no more, nor what a dropped table of the same name had; `system.access` keeps it all. */
function liveEdges(catalog: Catalog): LineageEdge[] {
  const isLive = (name: string, at: number): boolean => {
    const table = tableAt(catalog, name);
    return table !== undefined && (table.namedAt ?? table.createdAt) <= at;
  };
  return catalog.lineage().filter((edge) => isLive(edge.source, edge.at) && isLive(edge.target, edge.at));
}

function reference(catalog: Catalog, name: string, at: number) {
  const [catalog_name = '', schema_name = '', table = ''] = name.split('.');
  const table_type = tableAt(catalog, name)?.kind === 'VIEW' ? 'VIEW' : 'TABLE';
  const workspace_id = Number(WORKSPACE_ID);
  return { table, workspace_id, catalog_name, schema_name, table_type, lineage_timestamp: timestamp(at) };
}

function mayBrowse(catalog: Catalog, access: Access, name: string): boolean {
  const table = tableAt(catalog, name);
  return table !== undefined && access.seesTable(table, true);
}

/** Of a table that the caller may not see an entry says only that there is one: it has no `tableInfo`. */
function wireEdge({ catalog, access }: Reader, name: string, edge: LineageEdge, withEntities: boolean): WireEdge {
  if (!mayBrowse(catalog, access, name)) return {};
  const { table, ...place } = reference(catalog, name, edge.at);
  const query = {
    workspace_id: Number(WORKSPACE_ID),
    query_id: edge.statementId,
    lineage_timestamp: place.lineage_timestamp,
  };
  return { tableInfo: { name: table, ...place }, ...(withEntities && { queryInfos: [query] }) };
}

const some = <Item>(key: string, items: readonly Item[]) => (items.length > 0 ? { [key]: items } : {});

/** The tables one hop away; a direction in which there are none is left out. */
export function tableLineage(reader: Reader, name: string, direction: Direction, withEntities: boolean): TableLineage {
  const { catalog, access } = reader;
  const own = fullName(findTable(catalog, name, { access, browse: true }));
  const edges = liveEdges(catalog);
  const up = edges.filter((edge) => edge.target === own && direction !== 'DOWNSTREAM');
  const down = edges.filter((edge) => edge.source === own && direction !== 'UPSTREAM');
  return {
    ...some(
      'upstreams',
      up.map((edge) => wireEdge(reader, edge.source, edge, withEntities)),
    ),
    ...some(
      'downstreams',
      down.map((edge) => wireEdge(reader, edge.target, edge, withEntities)),
    ),
  };
}

/** The columns one hop away, of the tables that the caller may see. */
export function columnLineage(
  { catalog, access }: Reader,
  name: string,
  column: string,
  direction: Direction,
): ColumnLineage {
  const table = findTable(catalog, name, { access, browse: true });
  const own = fullName(table);
  const found = table.columns.find((each) => each.name.toLowerCase() === column.toLowerCase());
  if (!found) throw invalidValue(`Column '${column}' does not exist in table '${own}'.`);
  const wire = (of: string, columnName: string, at: number) => {
    const { table: table_name, ...place } = reference(catalog, of, at);
    return { name: columnName, table_name, ...place };
  };
  const edges = liveEdges(catalog).filter(
    (edge) => mayBrowse(catalog, access, edge.source) && mayBrowse(catalog, access, edge.target),
  );
  const up = edges
    .filter((edge) => edge.target === own && direction !== 'DOWNSTREAM')
    .flatMap((edge) =>
      edge.columns.filter((pair) => pair.target === found.name).map((pair) => wire(edge.source, pair.source, edge.at)),
    );
  const down = edges
    .filter((edge) => edge.source === own && direction !== 'UPSTREAM')
    .flatMap((edge) =>
      edge.columns.filter((pair) => pair.source === found.name).map((pair) => wire(edge.target, pair.target, edge.at)),
    );
  return { ...some('upstream_cols', up), ...some('downstream_cols', down) };
}
