import { join } from 'node:path';
import { findGoose } from '../src/agent-config/goose/binary.ts';
import { writeGooseConfig } from '../src/agent-config/goose/write-config.ts';
import { cliProgram } from '../test/support/run-cli.ts';
import { type Asked, scriptedModel } from '../test/support/scripted-model.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';
import { testWorkspace } from '../test/support/test-workspace.ts';
import { typeIntoGoose } from '../test/support/type-into-goose.ts';
import { type Tokens, tokensOf } from './prompt-cache/tokens.ts';

/** What ten questions to Claude cost through our provider and through those of Goose itself (`docs/decisions/0006-…`). */
const questions = Array.from(
  { length: 10 },
  (_, at) => `Question ${at + 1}: which zip codes have most of the trips, and why?`,
);
const statements = [
  'SELECT COUNT(*) AS trips, MIN(tpep_pickup_datetime) AS first, MAX(tpep_pickup_datetime) AS last FROM samples.nyctaxi.trips',
  'SELECT pickup_zip, ROUND(AVG(fare_amount), 2) AS fare FROM samples.nyctaxi.trips GROUP BY ALL ORDER BY fare DESC LIMIT 30',
  'SELECT * FROM samples.nyctaxi.trips LIMIT 20',
  'SELECT HOUR(tpep_pickup_datetime) AS hour, COUNT(*) AS trips FROM samples.nyctaxi.trips GROUP BY ALL ORDER BY hour',
  'SELECT pickup_zip, dropoff_zip, COUNT(*) AS trips FROM samples.nyctaxi.trips GROUP BY ALL ORDER BY trips DESC LIMIT 25',
];
const answer = 'The table shows it: most trips begin in few of the zip codes, and fares differ by distance. '.repeat(3);
const [flat, service] = ['databricks-claude-sonnet-4-5', 'system.ai.claude-sonnet-4-5'];

async function chat(model: string, provider?: string): Promise<readonly Asked[]> {
  await using workspace = await testWorkspace();
  await using gateway = await scriptedModel(workspace.host, (before, hasResult) => {
    const query = statements[(before / 2) % statements.length];
    return hasResult ? answer : { tool: 'lakegoose__execute_sql_read_only', given: { query } };
  });
  await using root = await temporaryDirectory();
  const { host } = gateway;
  const wishes = { host, model, plane: 'ai_gateway', cli: [cliProgram], mcpEnvironment: {} } as const;
  await writeGooseConfig(join(root.path, 'config'), wishes);
  const environment = { ...workspace.environment, GOOSE_PATH_ROOT: root.path, DATABRICKS_HOST: host };
  const own = provider === undefined ? {} : { GOOSE_PROVIDER: provider, GOOSE_MODEL: model };
  await typeIntoGoose(await findGoose(), {
    directory: root.path,
    environment: { ...environment, ...own },
    lines: questions,
  });
  return gateway.asked;
}

/** Anthropic's prices of one model, in those of a token that is read anew: written to its cache, and read from there. */
const price = ({ anew, written, read }: Tokens) => anew + 1.25 * written + 0.1 * read;

const figure = (number: number) => Math.round(number).toLocaleString('en').padStart(9);
for (const [model, provider] of [
  [service],
  [flat, 'databricks_v2'],
  [service, 'databricks_v2'],
  [flat, 'databricks'],
]) {
  if (model === undefined) continue;
  const asked = await chat(model, provider);
  const tokens = tokensOf(asked.map(({ body }) => body));
  process.stdout.write(
    `${(provider ?? 'lakegoose').padEnd(14)} ${model.padEnd(29)} requests ${asked.length}, input tokens ` +
      `anew ${figure(tokens.anew)}, into the cache ${figure(tokens.written)}, from it ${figure(tokens.read)}, ` +
      `price ${figure(price(tokens))}; ${asked[0]?.path}\n`,
  );
}
