import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { gooseOwnExtensions } from '../../src/agent-config/goose/goose-config.ts';
import { guideModel } from '../../src/agent-config/goose/wishes-of.ts';
import { writeGooseConfig } from '../../src/agent-config/goose/write-config.ts';
import { isOffered } from '../../src/mcp-server/tool.ts';
import { tools } from '../../src/mcp-server/tools.ts';
import { type Recorded, recordingProxy } from '../support/recording-proxy.ts';
import { cliProgram } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { typeIntoGoose } from '../support/type-into-goose.ts';

const chatRequest = z.looseObject({
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).default([]),
});

/** The tools of each request that carried any: Goose's request for a session's title has none. */
function toolsSent(recorded: readonly Recorded[]): string[][] {
  return recorded
    .filter(({ path }) => path.endsWith('/chat/completions'))
    .map(({ body }) =>
      chatRequest
        .parse(body)
        .tools.map((tool) => tool.function.name)
        .sort(),
    )
    .filter((names) => names.length > 0);
}

const ours = tools
  .filter((tool) => isOffered(tool, 'read'))
  .map(({ name }) => `lakegoose__${name}`)
  .sort();

test('Goose offers the model exactly our tools, also after it has rewritten its own file', async () => {
  await using workspace = await testWorkspace();
  await using proxy = await recordingProxy(workspace.host);
  await using root = await temporaryDirectory();
  const environment = { ...workspace.environment, GOOSE_PATH_ROOT: root.path, DATABRICKS_HOST: proxy.host };
  await writeGooseConfig(join(root.path, 'config'), {
    host: proxy.host,
    model: guideModel,
    plane: 'ai_gateway',
    cli: [cliProgram],
    mcpEnvironment: {},
  });
  const goose = await findGoose();
  const ask = async () => {
    const args = ['run', '--no-session', '--quiet', '--text', 'Which catalogs are there?'];
    const options = { cwd: root.path, env: environment, extendEnv: false, stdin: 'ignore', timeout: 30_000 } as const;
    return (await execa(goose, args, options)).stdout;
  };

  expect(await ask()).toContain('samples');
  expect(toolsSent(proxy.recorded)).not.toEqual([]);
  for (const names of toolsSent(proxy.recorded)) expect(names).toEqual(ours);

  const configFile = join(root.path, 'config/config.yaml');
  const before = await readFile(configFile, 'utf8');
  await typeIntoGoose(goose, { directory: root.path, environment, lines: ['/mode approve', '/mode smart_approve'] });
  const after = await readFile(configFile, 'utf8');
  expect(after).not.toBe(before);

  const { extensions } = z.looseObject({ extensions: z.record(z.string(), z.unknown()) }).parse(parse(after));
  expect(Object.keys(extensions).sort()).toEqual([...Object.keys(gooseOwnExtensions), 'lakegoose'].sort());
  proxy.recorded.length = 0;
  await ask();
  for (const names of toolsSent(proxy.recorded)) expect(names).toEqual(ours);
  expect(toolsSent(proxy.recorded)).not.toEqual([]);
});
