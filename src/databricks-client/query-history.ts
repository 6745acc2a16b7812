import { queryHistory } from '../databricks-api/query-history.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const underWay = ['QUEUED', 'STARTED', 'COMPILING', 'COMPILED', 'RUNNING'];

type Tagged = { readonly warehouse: string; readonly key: string; readonly value: string };

/**
 * The statements under way on a SQL warehouse that were submitted with a query tag, as far as the signed-in user sees
 * them. The history gives the tags of each (`QueryInfo.query_tags` in databricks-sdk-py `service/sql.py`), and no filter
 * for them.
 */
export async function findTagged(client: DatabricksClient, tagged: Tagged, signal: AbortSignal): Promise<string[]> {
  const { warehouse, key, value } = tagged;
  const filter = { 'filter_by.statuses': underWay, 'filter_by.warehouse_ids': warehouse };
  const found = await allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: '/api/2.0/sql/history/queries',
        query: { ...filter, page_token: token },
        answer: queryHistory,
        signal,
        timeoutSeconds: 10,
      }),
    (page) => page.res,
  );
  const isMeant = (tag: { readonly key: string; readonly value?: string | undefined }) =>
    tag.key === key && tag.value === value;
  return found.filter(({ query_tags = [] }) => query_tags.some(isMeant)).map((query) => query.query_id);
}
