import { expect, it } from 'vitest';
import { columnsSql, entitiesSql, neighboursSql } from '../../src/mcp-server/lineage/system-sql.ts';
import { searchSql } from '../../src/mcp-server/search/search-sql.ts';
import { startSparkParser } from './spark/spark-parser.ts';

it("Spark's own parser reads every constant statement of our tools", async () => {
  const parser = await startSparkParser();
  const statements = [searchSql, ...[columnsSql, entitiesSql, neighboursSql].flatMap((both) => Object.values(both))];
  for (const sql of statements) expect([sql, (await parser.parse(sql)) !== undefined]).toEqual([sql, true]);
  await parser.close();
}, 600_000);
