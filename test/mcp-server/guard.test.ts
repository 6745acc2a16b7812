import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge } from '../../src/sql-guard/judge.ts';
import type { Rules } from '../../src/sql-guard/policy.ts';
import { readCorpus } from '../sql-guard/corpus.ts';
import { connectToHost } from './connect-to-host.ts';
import { transports } from './official-clients.ts';
import { type Host, recordingHost } from './recording-host.ts';

const cases = await readCorpus();
const submitted = z.looseObject({ statement: z.string() });
const result = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string() })),
});

async function statementsAt(host: Host): Promise<readonly string[]> {
  const posted = (await host.requests()).filter(({ path, body }) => path === '/api/2.0/sql/statements' && body !== '');
  return posted.map(({ body }) => submitted.parse(JSON.parse(body)).statement);
}

async function call(client: Client, name: string, given: Readonly<Record<string, unknown>>) {
  const answer = await client.callTool({ name, arguments: given }).catch((error: unknown) => ({
    isError: true,
    content: [{ type: 'text', text: String(error) }],
  }));
  const { isError = false, content } = result.parse(answer);
  return { isError, text: content.map((part) => part.text).join('\n') };
}

let host: Host;
beforeAll(async () => {
  host = await recordingHost();
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(() => host.forget());

const policies = ['read', 'write', 'update'] as const;
const cells = transports.flatMap((transport) => policies.map((policy) => ({ transport, policy })));

describe.each(cells)('the whole server over $transport under policy $policy', ({ transport, policy }) => {
  const tools =
    policy === 'read' ? (['execute_sql_read_only'] as const) : (['execute_sql_read_only', 'execute_sql'] as const);
  let client: Client;
  beforeAll(async () => {
    client = await connectToHost(host, { LAKEGOOSE_SQL_POLICY: policy }, transport);
  });
  afterAll(() => client.close());

  it('offers the tools that the policy allows, with hints that say the same', async () => {
    const { tools: offered } = await client.listTools();
    const writing = offered.filter((tool) => tool.annotations?.readOnlyHint !== true && tool.name.includes('sql'));
    expect(writing.map((tool) => tool.name)).toEqual(policy === 'read' ? [] : ['execute_sql']);
    expect(writing.every((tool) => tool.annotations?.destructiveHint === (policy === 'update'))).toBe(true);
  });

  it.each(tools)(
    'lets nothing reach the host through %s that must be blocked',
    async (tool) => {
      const rules: Rules = { policy: tool === 'execute_sql' ? policy : 'read', aiFunctions: 'allow' };
      for (const { sql, label, expect: may } of cases) {
        host.forget();
        const { isError, text } = await call(client, tool, { query: sql });
        const verdict = judge(sql, rules);
        expect([sql, await statementsAt(host)]).toEqual([sql, verdict.verdict === 'allow' ? [verdict.sent.text] : []]);
        expect([sql, isError]).toEqual([sql, verdict.verdict === 'refuse']);
        if (verdict.verdict === 'refuse') expect(text).toContain(verdict.code);
        if (may === 'block' || (rules.policy === 'read' && label !== 'read')) expect(await host.requests()).toEqual([]);
      }
    },
    120_000,
  );

  it('lets no other parameter carry a statement', async () => {
    for (const { sql } of cases.filter((one) => one.expect === 'block' && /\s/.test(one.sql))) {
      for (const tool of tools) {
        await call(client, tool, { query: 'SELECT 1', catalog: sql });
        await call(client, tool, { query: 'SELECT 1', schema: sql });
        await call(client, tool, { query: 'SELECT 1', parameters: [{ name: sql, value: '1' }] });
        await call(client, tool, { query: 'SELECT :p', parameters: [{ name: 'p', value: '1', type: sql }] });
      }
      await call(client, 'list_schemas', { catalog: sql });
      await call(client, 'list_tables', { catalog: sql, schema: sql });
      await call(client, 'describe_table', { table: sql });
      await call(client, 'get_table_lineage', { table: sql });
    }
    expect(await host.requests()).toEqual([]);
  }, 120_000);

  it('sends the values of parameters as values', async () => {
    await call(client, 'execute_sql_read_only', {
      query: 'SELECT :p',
      parameters: [{ name: 'p', value: '1; DROP TABLE t' }],
    });
    expect(await statementsAt(host)).toEqual(['SELECT :p']);
    host.forget();
    await call(client, 'execute_sql_read_only', {
      query: 'EXECUTE IMMEDIATE :p',
      parameters: [{ name: 'p', value: 'DROP TABLE t' }],
    });
    await call(client, 'execute_sql_read_only', {
      query: 'SELECT IDENTIFIER(:p)(1, 2)',
      parameters: [{ name: 'p', value: 'secret' }],
    });
    expect(await host.requests()).toEqual([]);
  });
});

describe.each(transports)('the whole server over %s', (transport) => {
  it('has no execute_sql under policy read', async () => {
    const client = await connectToHost(host, {}, transport);
    const { isError } = await call(client, 'execute_sql', { query: 'SELECT 1' });
    expect([isError, await host.requests()]).toEqual([true, []]);
    await client.close();
  });

  it('holds to the scope and the AI switch', async () => {
    const client = await connectToHost(
      host,
      { LAKEGOOSE_SQL_SCOPE: 'c.s', LAKEGOOSE_AI_FUNCTIONS: 'refuse' },
      transport,
    );
    const ask = (given: Record<string, unknown>) => call(client, 'execute_sql_read_only', given);
    expect((await ask({ query: 'SELECT * FROM hr.pay.salaries' })).text).toContain('OUT_OF_SCOPE');
    expect((await ask({ query: 'SELECT * FROM t', catalog: 'hr', schema: 'pay' })).text).toContain('OUT_OF_SCOPE');
    expect((await ask({ query: 'SELECT * FROM delta.`/mnt/hr`', catalog: 'c', schema: 's' })).text).toContain(
      'OUT_OF_SCOPE',
    );
    expect((await ask({ query: "SELECT ai_query('m', 'hi')" })).text).toContain('AI_FUNCTION');
    expect(await host.requests()).toEqual([]);
    await ask({ query: 'SELECT * FROM t', catalog: 'c', schema: 's' });
    expect(await statementsAt(host)).toEqual(['SELECT * FROM t']);
    await client.close();
  });

  it('tells the places of an error as they are in what was written', async () => {
    const message = "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FRO'. SQLSTATE: 42601 (line 1, pos 9)";
    await using failing = await recordingHost({ status: { state: 'FAILED', error: { message } } });
    const client = await connectToHost(failing, {}, transport);
    const { text } = await call(client, 'execute_sql_read_only', { query: '-- one\n/* two */\nSELECT *\n  FRO t' });
    expect(text).toContain('(line 4, pos 2)');
    await client.close();
  });
});
