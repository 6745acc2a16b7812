/** What the guide says in English. `phrases-ja.ts` has the same keys. */
export const en = {
  notice:
    'I am the offline guide: a script of the local workspace, not an AI model. Everything you see here is synthetic data.',
  title: 'Offline guide',
  calling: (tool: string) => `I ask the tool \`${tool}\`.`,
  noTool: (tools: string) =>
    `No tool for that is connected: I looked for ${tools}. \`lakegoose mcp\` is the MCP server that brings it; add it to your agent as a stdio server, or start \`goose\` as lakegoose has configured it.`,
  noNotebooks: (path: string) => `I cannot run \`${path}\`: no tool \`run_notebook\` is connected.`,
  noResult: 'The tool has given no result, and I do not call it a second time. Ask again to try once more.',
  failed: 'The tool refused or failed. I do not try again by myself. It says:',
  tryNext:
    'Check the name of the table (three parts: `catalog.schema.table`), or ask which catalogs, schemas and tables there are.',
  asItIs: 'The tool answers:',
  source: (tool: string) => `Source: \`${tool}\`, local workspace, synthetic data.`,
  rows: (count: string) => (count === '1' ? '1 row shown.' : `${count} rows shown.`),
  moreRows: (count: string) => `The first ${count} rows are shown; there are more.`,
  notShown: (shown: number, rows: number) => `${shown} of ${rows} rows are shown.`,
  stop: '.',
  /** Between two sentences. */
  space: ' ',
  noRows: 'The query ran and gave no rows.',
  highestFare: (table: string, fare: string, zip: string, trips: string | undefined) =>
    `The highest average fare in \`${table}\` is **${fare}** at pickup_zip **${zip}**${trips === undefined ? '' : ` (trips: ${trips})`}`,
  nextFares: (fares: readonly { fare: string; zip: string }[]) =>
    `, followed by ${fares.map(({ fare, zip }) => `${fare} at ${zip}`).join(' and ')}`,
  columns: (table: string, count: number) => `\`${table}\` has ${count} column${count === 1 ? '' : 's'}.`,
  sources: (table: string, sources: string) => `The data of \`${table}\` comes directly from ${sources}.`,
  chain: (chain: string) => `The whole chain, from the table back to its source: ${chain}.`,
  noSources: (table: string) => `No source is recorded for \`${table}\`.`,
  catalogs: (names: string) => `Catalogs: ${names}.`,
  schemas: (catalog: string, names: string) => `Schemas in \`${catalog}\`: ${names}.`,
  tables: (schema: string, names: string) => `Tables in \`${schema}\`: ${names}.`,
  nothingListed: (place: string) => (place === '' ? 'There are none.' : `There are none in \`${place}\`.`),
  unknown: (examples: readonly string[]) =>
    [
      'I know only these questions, with other tables too:',
      examples.map((example) => `- ${example}`).join('\n'),
      'For any other question connect a real model: `lakegoose login HOST` signs in to your Databricks workspace; then start `goose`.',
    ].join('\n\n'),
};

export type Phrases = typeof en;
