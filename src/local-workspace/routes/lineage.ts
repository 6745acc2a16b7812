import { z } from 'zod';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { accessOf } from '../services/access-of.ts';
import { columnLineage, tableLineage } from '../services/lineage-service.ts';
import { readInput } from '../services/read-input.ts';
import type { Route, RouteRequest } from '../services/route.ts';

const flag = z
  .preprocess((given) => (given === 'true' || given === 'false' ? given === 'true' : given), z.boolean())
  .default(false);
const direction = z.enum(['UPSTREAM', 'DOWNSTREAM', 'BOTH']).default('BOTH');
const ofTable = z.looseObject({
  table_name: z.string(),
  include_entity_lineage: flag,
  lineage_direction: direction,
});
const ofColumn = z.looseObject({ table_name: z.string(), column_name: z.string(), lineage_direction: direction });

/** Both forms are in working code: a query string, and a JSON body on GET (facts `databricks-api.md` §4a); the query string is the stronger. */
const input = ({ query, body }: RouteRequest): unknown => {
  if (query.size === 0) return body;
  return { ...(typeof body === 'object' ? body : {}), ...Object.fromEntries(query) };
};

/** Lineage of statements that ran, `GET /api/2.0/lineage-tracking/…`. */
export function lineageRoutes(catalog: Catalog): Route[] {
  const reader = ({ user }: RouteRequest) => ({ catalog, access: accessOf(catalog, user) });
  return [
    {
      method: 'GET',
      path: '/api/2.0/lineage-tracking/table-lineage',
      answer: (request) => {
        const asked = readInput(ofTable, input(request));
        return {
          json: tableLineage(reader(request), asked.table_name, asked.lineage_direction, asked.include_entity_lineage),
        };
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/lineage-tracking/column-lineage',
      answer: (request) => {
        const asked = readInput(ofColumn, input(request));
        return { json: columnLineage(reader(request), asked.table_name, asked.column_name, asked.lineage_direction) };
      },
    },
  ];
}
