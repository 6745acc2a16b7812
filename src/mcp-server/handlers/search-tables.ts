import { lesser } from '../../sql-guard/policy.ts';
import { collectRows } from '../../statements/collect-rows.ts';
import { outcomeText } from '../outcome-text.ts';
import { tableText } from '../result/table-text.ts';
import { texts } from '../result/texts.ts';
import { lacksWarehouse, searchNames } from '../search/search-names.ts';
import { mostFound, searchSql } from '../search/search-sql.ts';
import { mostWords, wordsOf } from '../search/words-of.ts';
import type { ToolContext } from '../tool.ts';

type Given = { readonly words: string; readonly catalog?: string | undefined };

/**
 * Asks `information_schema` by one constant statement, which needs a SQL warehouse. The REST API needs none, but
 * `table-summaries` knows names only, and comments and columns would take a call for every schema and page of a metastore
 * (facts `databricks-api.md` §3): it is asked where there is no warehouse. `information_schema` shows what the person may see, and nothing of `hive_metastore`.
 */
export async function searchTables({ words, catalog }: Given, context: ToolContext): Promise<string> {
  const wanted = wordsOf(words);
  const outcome = await search(wanted, catalog, context).catch((error: unknown) => {
    if (lacksWarehouse(error)) return undefined;
    throw error;
  });
  if (outcome === undefined) return searchNames({ words: wanted, catalog }, context);
  if (outcome.outcome === 'running') return outcomeText(outcome, undefined, context);
  const rows = await collectRows(outcome.result, context.signal);
  const found = Number(rows[0]?.at(-1) ?? 0);
  if (found === 0) return 'No table that you may see has any of these words in its name, columns or comments.';
  const block = tableText({
    columns: texts('table', 'type', 'found_in', 'comment'),
    rows: rows.map((row) => row.slice(0, -1)),
  });
  if (found <= mostFound) return block;
  return `The best ${rows.length} of ${found} tables. For others, name a catalog or more words.\n${block}`;
}

/** Only names and comments are read, so the scope of the rules is kept by the statement itself and not by the guard. */
function search(words: readonly string[], catalog: string | undefined, context: ToolContext) {
  const { statements, rules, tags, gone, patienceSeconds, onProgress, note } = context;
  const scope = rules.scope === undefined ? null : `,${rules.scope.join(',').toLowerCase()},`;
  const parameters = [
    ...Array.from({ length: mostWords }, (_, index) => ({ name: `w${index + 1}`, value: words[index] ?? null })),
    { name: 'scope', value: scope },
  ];
  return statements.run(
    {
      text: searchSql,
      parameters,
      catalog: catalog ?? 'system',
      results: 'inline',
      tags,
      onSubmitted: (one) => note({ class: one.class, statement_id: one.id }),
    },
    { policy: lesser(rules.policy, 'read'), aiFunctions: 'refuse' },
    { signal: gone, patienceSeconds: patienceSeconds(), onProgress },
  );
}
