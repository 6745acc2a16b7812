import type { z } from 'zod';
import type { Rules } from '../sql-guard/policy.ts';
import { judged } from '../statements/judged.ts';
import { mostRows, type statementParameters } from './parameters.ts';
import { tableText } from './result/table-text.ts';
import type { ToolContext } from './tool.ts';

/** Runs the statement of a call, as far as `rules` let it through, and gives its rows as CSV. */
export async function runStatement(
  { query, parameters, catalog, schema, row_limit }: z.output<typeof statementParameters>,
  rules: Rules,
  { client, warehouse, signal }: Pick<ToolContext, 'client' | 'warehouse' | 'signal'>,
): Promise<string> {
  const result = await judged(
    client,
    {
      text: query,
      warehouseId: () => warehouse(signal),
      rowLimit: row_limit,
      ...(parameters === undefined ? {} : { parameters }),
      ...(catalog === undefined ? {} : { catalog }),
      ...(schema === undefined ? {} : { schema }),
    },
    rules,
    signal,
  );
  if (result.columns.length === 0) return 'The statement ran and returned no rows.';
  return tableText({
    columns: result.columns,
    rows: result.rows,
    ...(result.truncated ? { cutBy: 'row_limit' } : {}),
    ways: row_limit < mostRows ? ['narrow', 'row_limit'] : ['narrow'],
  });
}
