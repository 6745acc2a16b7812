import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { judge } from '../../src/sql-guard/judge.ts';
import { readCorpus } from '../sql-guard/corpus.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';
import { transports } from './official-clients.ts';

const line = z.looseObject({ statement: z.string().optional() });

/** The statements that reached a workspace, as its own log tells. */
async function statementsIn(logFile: string): Promise<string[]> {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  return lines.flatMap((text) => line.parse(JSON.parse(text)).statement ?? []);
}

const doors = [
  { policy: 'read', tool: 'execute_sql_read_only' },
  { policy: 'update', tool: 'execute_sql' },
] as const;

test.each(transports.flatMap((transport) => doors.map((door) => ({ transport, ...door }))))(
  "over $transport, under policy $policy the workspace's log has what $tool may send, and nothing else",
  async ({ transport, policy, tool }) => {
    await using directory = await temporaryDirectory();
    const logFile = join(directory.path, 'requests.log');
    await using workspace = await testWorkspace({ logFile });
    await using agent = await connectClient(
      { ...workspace.environment, LAKEGOOSE_SQL_POLICY: policy },
      directory.path,
      transport,
    );
    const allowed: string[] = [];
    for (const { sql } of await readCorpus()) {
      const verdict = judge(sql, { policy, aiFunctions: 'allow' });
      const { isError, text } = await agent.call(tool, { query: sql });
      if (verdict.verdict === 'allow') allowed.push(verdict.sent.text);
      else expect([sql, isError, text.includes(verdict.code)]).toEqual([sql, true, true]);
    }
    expect(await statementsIn(logFile)).toEqual(allowed);
  },
  120_000,
);
