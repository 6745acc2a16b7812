import type { ChatMessage, ChatTool } from '../../src/databricks-api/chat.ts';
import { type Reply, reply } from '../../src/local-workspace/services/guide/reply.ts';

/** A tool as Goose sends it. */
export function tool(name: string, properties: Record<string, unknown> = {}, required: string[] = []): ChatTool {
  return {
    type: 'function',
    function: { name, description: '', parameters: { type: 'object', properties, required } },
  };
}

const text = { type: 'string' };
export const ourTools: ChatTool[] = [
  tool('lakegoose__execute_sql_read_only', { query: text, catalog: text, row_limit: { type: 'integer' } }, ['query']),
  tool('lakegoose__list_catalogs'),
  tool('lakegoose__list_schemas', { catalog: text }, ['catalog']),
  tool('lakegoose__list_tables', { catalog: text, schema: text }, ['catalog', 'schema']),
  tool('lakegoose__describe_table', { table: text }, ['table']),
  tool(
    'lakegoose__get_table_lineage',
    {
      table: text,
      direction: { type: 'string', enum: ['upstream', 'downstream', 'both'] },
      depth: { type: 'integer', maximum: 3 },
    },
    ['table'],
  ),
];

export const user = (content: string): ChatMessage => ({ role: 'user', content });

/** A question, the guide's call of a tool, and what the tool has answered. */
export function afterTool(question: string, result: string, tools: ChatTool[] = ourTools): ChatMessage[] {
  const messages = [user(question)];
  const { text: said, call } = reply({ messages, tools });
  if (call === undefined) throw new Error(`no call for: ${question}`);
  return [
    ...messages,
    {
      role: 'assistant',
      content: said,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: call.tool, arguments: JSON.stringify(call.args) } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: result },
  ];
}

export function answerTo(question: string, result: string, tools: ChatTool[] = ourTools): Reply {
  return reply({ messages: afterTool(question, result, tools), tools });
}

export function fareResult(rows: string, head = 'rows: 3'): string {
  return `Local workspace, synthetic data.\n${head}\n\`\`\`csv\npickup_zip:INT,average_fare:DOUBLE,trips:BIGINT\n${rows}\n\`\`\`\n`;
}
