import { z } from 'zod';
import { invalidValue } from '../services/api-error.ts';
import { readToken, writeToken } from '../services/page.ts';
import { isAdministrator } from '../services/principals.ts';
import type { HistoryFilter, QueryHistory } from '../services/query-history.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';

const LARGEST = 1000;
const DEFAULT_SIZE = 100;
const STATUSES = ['QUEUED', 'STARTED', 'COMPILING', 'COMPILED', 'RUNNING', 'FINISHED', 'CANCELED', 'FAILED'] as const;
const RANGE = 'filter_by.query_start_time_range.';
const KNOWN = [
  ...['statuses', 'user_ids', 'warehouse_ids', 'statement_ids'].map((name) => `filter_by.${name}`),
  ...['start_time_ms', 'end_time_ms'].map((name) => RANGE + name),
  ...['max_results', 'page_token', 'include_metrics'],
];

const numbers = z.object({
  max_results: z.coerce.number().int().min(0).max(LARGEST).default(0),
  start_time_ms: z.coerce.number().int().default(0),
  end_time_ms: z.coerce.number().int().default(Number.MAX_SAFE_INTEGER),
  include_metrics: z.enum(['true', 'false', 'True', 'False']).default('false'),
});

const statuses = z.object({ 'filter_by.statuses': z.array(z.enum(STATUSES)) });

function readFilter(query: URLSearchParams, range: { start_time_ms: number; end_time_ms: number }): HistoryFilter {
  return {
    statuses: readInput(statuses, { 'filter_by.statuses': query.getAll('filter_by.statuses') })['filter_by.statuses'],
    users: query.getAll('filter_by.user_ids'),
    warehouses: query.getAll('filter_by.warehouse_ids'),
    statements: query.getAll('filter_by.statement_ids'),
    from: range.start_time_ms,
    to: range.end_time_ms,
  };
}

/** Query history, `GET /api/2.0/sql/history/queries`; nested arguments stand flattened in the query string. */
export function queryHistoryRoutes(history: QueryHistory): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/2.0/sql/history/queries',
      answer: async ({ query, user }) => {
        const strange = [...query.keys()].find((name) => !KNOWN.includes(name));
        if (strange !== undefined) throw invalidValue(`Unknown query parameter '${strange}'.`);
        const asked = readInput(numbers, {
          max_results: query.get('max_results') ?? undefined,
          start_time_ms: query.get(`${RANGE}start_time_ms`) ?? undefined,
          end_time_ms: query.get(`${RANGE}end_time_ms`) ?? undefined,
          include_metrics: query.get('include_metrics') ?? undefined,
        });
        // Others' statements are for administrators.
        const only = isAdministrator(user) ? undefined : user.id;
        const filter = readFilter(query, asked);
        const list = `history ${only} ${JSON.stringify(filter)}`;
        const start = readToken({ query, user }, list);
        const size = asked.max_results || DEFAULT_SIZE;
        const withMetrics = asked.include_metrics.toLowerCase() === 'true';
        // One more than asked tells whether there is a next page.
        const found = await history.list(
          { ...filter, ...(only !== undefined && { only }) },
          start,
          size + 1,
          withMetrics,
        );
        const more = found.length > size && { next_page_token: writeToken(user, list, start + size) };
        return { json: { res: found.slice(0, size), has_next_page: found.length > size, ...more } };
      },
    },
  ];
}
