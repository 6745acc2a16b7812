import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { ownName } from '../../src/agent-config/goose/goose-config.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

/** What a model reads of our server before the first question, as Goose sends it (facts `goose.md` §3, §5). */
async function tokensRead(environment: Record<string, string>): Promise<number> {
  await using agent = await connectClient(environment);
  const { tools } = await agent.client.listTools();
  const told = tools.map(({ name, description, inputSchema }) => {
    const told = { name: `${ownName}__${name}`, description, parameters: inputSchema, strict: false };
    return JSON.stringify({ type: 'function', function: told });
  });
  return countTokens([...told, agent.client.getInstructions() ?? ''].join('\n'));
}

test.each([
  { policy: 'read', most: 1500 },
  { policy: 'update', most: 1900 },
])('under policy $policy a model reads at most $most tokens of tools and instructions', async ({ policy, most }) => {
  await using workspace = await testWorkspace();
  expect(await tokensRead({ ...workspace.environment, LAKEGOOSE_SQL_POLICY: policy })).toBeLessThanOrEqual(most);
});
