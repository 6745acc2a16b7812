import { LakegooseError } from '../../base/errors.ts';
import { listCatalogs, listTableSummaries } from '../../databricks-client/unity-catalog.ts';
import { gently } from '../lineage/gently.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import type { ToolContext } from '../tool.ts';
import { mostFound } from './search-sql.ts';

type Context = Pick<ToolContext, 'client' | 'rules' | 'signal' | 'patienceSeconds'>;
type Search = { readonly words: readonly string[]; readonly catalog: string | undefined };

/** Whether a statement could not run because there is no SQL warehouse that the person may use. */
export function lacksWarehouse(error: unknown): boolean {
  if (!(error instanceof LakegooseError)) return false;
  const others = ['no_such_warehouse', 'warehouse_not_permitted', 'warehouse_not_started'];
  if (others.some((code) => error.code === `statements.${code}`)) return error.facts.usable === '–';
  return error.code === 'statements.no_warehouse';
}

const begin = gently(6, 20);

/**
 * Searches the names of tables by REST, which needs no SQL warehouse: a call for each word in each catalog (facts
 * `databricks-api.md` §3), as many as there is time for.
 */
export async function searchNames({ words, catalog }: Search, context: Context): Promise<string> {
  const { client, rules, signal } = context;
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(context.patienceSeconds() * 1000))]);
  const scope = rules.scope?.map((name) => name.toLowerCase());
  const catalogs = catalog === undefined ? await catalogsIn(scope, context) : [catalog];
  const lists = await begin(
    catalogs.flatMap((name) => words.map((word) => ({ name, word }))),
    async ({ name, word }, turn) => {
      try {
        await turn;
        return await listTableSummaries(client, name, likeOf(word), inTime);
      } catch (error) {
        // One of many that may not be looked into, or came too late; it is said how many.
        if (signal.aborted || (catalog !== undefined && !inTime.aborted)) throw error;
        return undefined;
      }
    },
    inTime,
  );
  const found = best(
    lists.flatMap((list) => list ?? []),
    words,
    scope,
  );
  const left = lists.filter((list) => list === undefined).length;
  const told = [
    'Only names were searched, not columns and comments: there is no SQL warehouse that you may use.',
    ...(left > 0 ? [`${left} of ${lists.length} lists of names could not be had.`] : []),
  ];
  if (found.length === 0) return [...told, 'No table that you may see has any of these words in its name.'].join(' ');
  const cut = found.length > mostFound ? [`The best ${mostFound} of ${found.length} tables.`] : [];
  return `${[...told, ...cut].join(' ')}\n${tableText({ columns: texts('table', 'type'), rows: found.slice(0, mostFound) })}`;
}

async function catalogsIn(scope: readonly string[] | undefined, { client, signal }: Context): Promise<string[]> {
  const names = (await listCatalogs(client, signal)).map(({ name }) => name);
  if (scope === undefined) return names;
  return names.filter((name) => scope.some((one) => one.startsWith(`${name.toLowerCase()}.`)));
}

/** A pattern for all names with the word in them, and some more: what is a wildcard itself stands for any character. */
function likeOf(word: string): string {
  return `%${word.toLowerCase().replace(/[%_\\]/g, '_')}%`;
}

type Summary = Awaited<ReturnType<typeof listTableSummaries>>[number];

/** Tables with more of the words first, then those that are called exactly so. */
function best(tables: readonly Summary[], words: readonly string[], scope: readonly string[] | undefined): string[][] {
  const wanted = words.map((word) => word.toLowerCase());
  return [...new Map(tables.map((one) => [one.full_name, one])).values()]
    .map(({ full_name, table_type = '' }) => {
      const [catalog = '', schema = '', ...rest] = full_name.toLowerCase().split('.');
      const name = rest.join('.');
      const isSearched = schema !== 'information_schema' && (scope?.includes(`${catalog}.${schema}`) ?? true);
      const hits = isSearched ? wanted.filter((word) => name.includes(word)).length : 0;
      return { full_name, table_type, hits, exact: wanted.includes(name) ? 1 : 0 };
    })
    .filter(({ hits }) => hits > 0)
    .sort(
      (one, other) => other.hits - one.hits || other.exact - one.exact || (one.full_name < other.full_name ? -1 : 1),
    )
    .map(({ full_name, table_type }) => [full_name, table_type]);
}
