import { describe, expect, test } from 'vitest';
import { reply } from '../../src/local-workspace/services/guide/reply.ts';
import { phrases } from '../../src/local-workspace/services/guide/speak.ts';
import { afterTool, answerTo, fareResult, ourTools, tool, user } from './guide-conversation.ts';

const structure = 'Show me the structure of samples.nyctaxi.trips';
const fares = 'pickup_zip ごとの平均運賃を SQL で集計して';
const text = { type: 'string' };

function callFor(question: string, tools = ourTools) {
  return reply({ messages: [user(question)], tools }).call;
}

describe('a question becomes a call', () => {
  test.each([
    [structure, 'describe_table', { table: 'samples.nyctaxi.trips' }],
    [
      'Where does the data of a.b.c come from?',
      'get_table_lineage',
      { table: 'a.b.c', direction: 'upstream', depth: 3 },
    ],
    ['Which catalogs are there?', 'list_catalogs', {}],
    ['Which schemas are in main?', 'list_schemas', { catalog: 'main' }],
    ['main.nyctaxi にはどんなテーブルがありますか', 'list_tables', { catalog: 'main', schema: 'nyctaxi' }],
  ])('%s', (question, name, args) => {
    expect(callFor(question)).toEqual({ tool: `lakegoose__${name}`, args });
  });

  test('the average fare is a sorted, counted, limited SELECT', () => {
    const call = callFor(fares);
    expect(call?.tool).toBe('lakegoose__execute_sql_read_only');
    expect(call?.args.row_limit).toBe(10);
    expect(call?.args.query).toBe(
      [
        'SELECT pickup_zip, ROUND(AVG(fare_amount), 2) AS average_fare, COUNT(*) AS trips',
        'FROM samples.nyctaxi.trips',
        'GROUP BY pickup_zip',
        'ORDER BY average_fare DESC, pickup_zip',
      ].join('\n'),
    );
  });

  test('without a row_limit of the tool the SQL has a LIMIT', () => {
    const call = callFor(fares, [tool('execute_sql', { query: text }, ['query'])]);
    expect(call?.args).toEqual({ query: expect.stringMatching(/\nLIMIT 10$/) });
    expect(callFor(fares, [{ type: 'function', function: { name: 'execute_sql' } }])?.args).toEqual(call?.args);
  });

  test('a strange table name cannot leave its place in the SQL', () => {
    const sql = [tool('execute_sql', { query: text })];
    expect(callFor('Describe a.`b; drop`.c', sql)).toBeUndefined();
    expect(callFor('Describe a.`b;drop`.c', sql)?.args).toEqual({ query: 'DESCRIBE TABLE a.`b;drop`.c' });
  });
});

describe('the tools of the request decide', () => {
  test('describe_table missing: SQL', () => {
    const call = callFor(structure, [tool('x__execute_sql_read_only', { query: text }, ['query'])]);
    expect(call).toEqual({
      tool: 'x__execute_sql_read_only',
      args: { query: 'DESCRIBE TABLE samples.nyctaxi.trips' },
    });
  });

  test('other names of servers and arguments', () => {
    expect(callFor(structure, [tool('my__db__describe_table', { full_name: text }, ['full_name'])])).toEqual({
      tool: 'my__db__describe_table',
      args: { full_name: 'samples.nyctaxi.trips' },
    });
    expect(callFor(structure, [tool('describe_table', { table: text })])?.tool).toBe('describe_table');
  });

  test('optional arguments that the tool does not have are left out', () => {
    const lineage = [tool('get_table_lineage', { table: text }, ['table'])];
    expect(callFor('lineage of a.b.c', lineage)?.args).toEqual({ table: 'a.b.c' });
    const other = [tool('get_table_lineage', { table: text, direction: { enum: ['UP', 'DOWN'] } }, ['table'])];
    expect(callFor('lineage of a.b.c', other)?.args).toEqual({ table: 'a.b.c' });
  });

  test('a tool without parameters is called by the usual names', () => {
    expect(callFor(structure, [{ type: 'function', function: { name: 'describe_table' } }])?.args).toEqual({
      table: 'samples.nyctaxi.trips',
    });
  });

  test('a tool that needs what the guide does not have, or has no place for the table, is not called', () => {
    expect(callFor(structure, [tool('describe_table', { table: text, secret: text }, ['secret'])])).toBeUndefined();
    expect(callFor(structure, [tool('describe_table', { city: text })])).toBeUndefined();
  });

  test.each([
    [undefined, undefined],
    [[], undefined],
    [[tool('weather__get_weather', { city: text })], undefined],
    [ourTools, 'none'],
    [[{ type: 'web_search' }], undefined],
  ])('no tool fits: it says how to connect one (%#)', (tools, tool_choice) => {
    const { text: said, call } = reply({ messages: [user(structure)], tools, tool_choice });
    expect(call).toBeUndefined();
    expect(said).toContain('No tool for that is connected');
    expect(said).toContain('`lakegoose mcp`');
  });
});

describe('notebooks', () => {
  test.each([
    ['Run notebooks/sample.ipynb', 'no tool `run_notebook`'],
    ['notebooks/sample.ipynb を実行して', '接続されていません'],
  ])('%s: an honest no', (question, honest) => {
    const answer = reply({ messages: [user(question)], tools: ourTools });
    expect(answer.call).toBeUndefined();
    expect(answer.text).toContain(honest);
    expect(answer.text).toContain('notebooks/sample.ipynb');
  });

  test('run_notebook is called where it is offered', () => {
    const tools = [...ourTools, tool('lakegoose__run_notebook', { path: text }, ['path'])];
    expect(callFor('Run notebooks/Sample.ipynb', tools)).toEqual({
      tool: 'lakegoose__run_notebook',
      args: { path: 'notebooks/Sample.ipynb' },
    });
  });
});

describe('what the guide says of itself', () => {
  test.each([
    ['hello', phrases.en],
    [structure, phrases.en],
    ['こんにちは', phrases.ja],
    [fares, phrases.ja],
  ])('the first answer to %s says that it is not a model', (question, { notice }) => {
    expect(reply({ messages: [user(question)], tools: ourTools }).text.startsWith(notice)).toBe(true);
  });

  test('it says so once', () => {
    const first = reply({ messages: [user('hello')] }).text;
    const messages = [user('hello'), { role: 'assistant' as const, content: first }, user('こんにちは')];
    const second = reply({ messages }).text;
    expect(second).not.toContain(phrases.en.notice);
    expect(second).not.toContain(phrases.ja.notice);
  });

  test.each([
    ['What is the weather?', phrases.en, 'Show me the structure of samples.nyctaxi.trips'],
    ['今日の天気は？', phrases.ja, 'samples.nyctaxi.trips テーブルの構造を教えて'],
  ])('%s: what it knows, and how to connect a real model', (question, { notice }, example) => {
    const { text: said, call } = reply({ messages: [user(question)], tools: ourTools });
    expect(call).toBeUndefined();
    for (const part of [notice, `- ${example}`, '`lakegoose login HOST`', '`goose`']) expect(said).toContain(part);
  });

  test('it offers to run a notebook only where a tool can', () => {
    const runs = tool('lakegoose__run_notebook', { path: text }, ['path']);
    const listed = (tools: typeof ourTools) => reply({ messages: [user('hello')], tools }).text;
    expect(listed(ourTools)).not.toContain('.ipynb');
    expect(listed([...ourTools, runs])).toContain('.ipynb');
  });

  test("Goose's request for the name of a session gets a short one", () => {
    const system =
      'Generate a short title (four words or less) for this conversation.\n\nTitle what the work is ABOUT.';
    const asked = `---BEGIN USER MESSAGES---\n${structure}\n---END USER MESSAGES---\n\nGenerate a short title for the above messages.`;
    const messages = [{ role: 'system' as const, content: system }, user(asked)];
    expect(reply({ messages })).toEqual({ text: 'Offline guide' });
  });
});

describe("around a person's words", () => {
  test.each([
    `${structure}\n<turn-context>\n<current-time>2026-11-21 04:42:00 +00:00</current-time>\n</turn-context>`,
    `<info-msg>\nIt is currently 2026-11-21\nWhich catalogs are there?\n</info-msg>\n${structure}`,
  ])("Goose's additions are not part of the question (%#)", (content) => {
    expect(callFor(content)?.tool).toBe('lakegoose__describe_table');
  });

  test('parts of text, and a later message with no words of a person', () => {
    const messages = [
      { role: 'user' as const, content: [{ type: 'text', text: structure }, { type: 'image_url' }] },
      user('<info-msg>compacted</info-msg>'),
    ];
    expect(reply({ messages, tools: ourTools }).call?.tool).toBe('lakegoose__describe_table');
  });

  test('the last question decides', () => {
    const messages = [
      user(structure),
      { role: 'assistant' as const, content: 'ok' },
      user('Which catalogs are there?'),
    ];
    expect(reply({ messages, tools: ourTools }).call?.tool).toBe('lakegoose__list_catalogs');
  });

  test('a system prompt is not a question', () => {
    const messages = [{ role: 'system' as const, content: structure }];
    expect(reply({ messages, tools: ourTools }).call).toBeUndefined();
  });

  test('a very long message does not hold the guide up', () => {
    const started = performance.now();
    reply({ messages: [user('<a-b>'.repeat(200_000))], tools: ourTools });
    reply({ messages: [user('`a.'.repeat(160))], tools: ourTools });
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a statement that is not finished', () => {
  const poll = tool('lakegoose__poll_sql_result', { statement_id: text, save_as: text }, ['statement_id']);
  const save = tool('lakegoose__execute_sql_read_only', { query: text, row_limit: text, save_as: text }, ['query']);
  const tools = [save, poll];
  const running = (more = '') =>
    `Local workspace, synthetic data.\n\nNot finished yet: running on SQL warehouse W, 40 s. Ask again with poll_sql_result, statement_id 01f0-ab${more}.`;

  test('is asked for again, with the file it is saved in', () => {
    expect(answerTo(fares, running(), tools).call).toEqual({
      tool: poll.function?.name,
      args: { statement_id: '01f0-ab' },
    });
    const question = 'Save the average fare by pickup_zip as `fares.csv`';
    expect(callFor(question, tools)?.args).toMatchObject({ save_as: 'fares.csv' });
    expect(answerTo(question, running(', save_as fares.csv'), tools).call?.args).toEqual({
      statement_id: '01f0-ab',
      save_as: 'fares.csv',
    });
  });

  test('is not asked for on the word of a table, nor without the tool, nor for ever', () => {
    expect(answerTo(fares, fareResult(`"${running()}\n",1,1`), tools).call).toBeUndefined();
    expect(answerTo(fares, running(), [save])).toEqual({ text: expect.stringContaining('Not finished yet') });
    const [asked, call, result] = afterTool(fares, running(), tools);
    const again = Array.from({ length: 10 }, () => [call, result]).flat();
    const messages = [asked, call, result, ...again].filter((message) => message !== undefined);
    expect(reply({ messages, tools })).toEqual({ text: expect.stringContaining('01f0-ab') });
    expect(reply({ messages: messages.slice(0, -2), tools }).call).toBeDefined();
  });
});

test('the question after one that was given up is the one that counts', () => {
  const context = '<turn-context>\n<current-time>now</current-time>\n</turn-context>';
  const call = callFor(`${structure}\n${context}\nWhich catalogs are there?\n${context}`);
  expect(call?.tool).toBe('lakegoose__list_catalogs');
});
