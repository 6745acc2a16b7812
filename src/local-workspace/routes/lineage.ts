import { z } from 'zod';
import type { TableLineage, LineageEdge as WireEdge } from '../../databricks-api/lineage.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { fullName, type LineageEdge } from '../engine/catalog/entries.ts';
import { ApiError } from '../services/api-error.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';
import { findTable } from '../services/unity-catalog-service.ts';

const asked = z.looseObject({
  table_name: z.string(),
  include_entity_lineage: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});

/** `2026-01-01 00:00:00.0`, as the real API writes lineage timestamps. */
function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')}.0`;
}

function wireEdges(catalog: Catalog, names: readonly { name: string; at: number }[]): WireEdge[] {
  return names.flatMap(({ name, at }) => {
    const [catalogName = '', schema = '', table = ''] = name.split('.');
    const entry = catalog.table(catalogName, schema, table);
    if (!entry) return [];
    const table_type = entry.kind === 'VIEW' ? 'VIEW' : 'TABLE';
    return [
      {
        tableInfo: {
          name: table,
          catalog_name: catalogName,
          schema_name: schema,
          table_type,
          lineage_timestamp: timestamp(at),
        },
      },
    ];
  });
}

/** What was dropped is told no more, nor what a dropped table of the same name had. */
function liveEdges(catalog: Catalog): LineageEdge[] {
  const isLive = (name: string, at: number): boolean => {
    const [catalogName = '', schema = '', table = ''] = name.split('.');
    return (catalog.table(catalogName, schema, table)?.createdAt ?? at + 1) <= at;
  };
  return catalog.lineage().filter((edge) => isLive(edge.source, edge.at) && isLive(edge.target, edge.at));
}

function lineageOf(catalog: Catalog, table: string): TableLineage {
  const own = fullName(findTable(catalog, table));
  const edges = liveEdges(catalog);
  const upstreams = wireEdges(
    catalog,
    edges.filter((edge) => edge.target === own).map((edge) => ({ name: edge.source, at: edge.at })),
  );
  const downstreams = wireEdges(
    catalog,
    edges.filter((edge) => edge.source === own).map((edge) => ({ name: edge.target, at: edge.at })),
  );
  return { ...(upstreams.length > 0 && { upstreams }), ...(downstreams.length > 0 && { downstreams }) };
}

/** Lineage of statements that ran, `GET /api/2.0/lineage-tracking/…`; arguments as query or as a JSON body. */
export function lineageRoutes(catalog: Catalog): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/2.0/lineage-tracking/table-lineage',
      answer: ({ query, body }) => {
        const { table_name } = readInput(asked, query.size > 0 ? Object.fromEntries(query) : body);
        return { json: lineageOf(catalog, table_name) };
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/lineage-tracking/column-lineage',
      answer: () => {
        throw new ApiError(
          501,
          'NOT_IMPLEMENTED',
          'Column lineage exists in Databricks, but this is the local workspace, which records lineage of tables only.',
        );
      },
    },
  ];
}
