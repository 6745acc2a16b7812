import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DevContainer } from './dev-container.ts';

const question = 'What is the average fare by pickup_zip in samples.nyctaxi.trips?';
const script = `from databricks.sdk import WorkspaceClient
client = WorkspaceClient()
print(client.current_user.me().user_name, client.config.host, client.config.warehouse_id)
`;

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      cell_type: 'code',
      id: 'count',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: 'print(spark.table("samples.nyctaxi.trips").count())',
    },
  ],
};

/**
 * In a terminal in which nothing is set the Databricks CLI, a script of its Python SDK, a notebook and Goose work against the workspace at
 * `host`, and none of them complains.
 */
export async function expectBareTerminal(container: DevContainer, host: string): Promise<void> {
  const bare = async (line: string) => {
    const answer = await container.exec(`env -i HOME=$HOME PATH=$PATH ${line}`);
    expect({ line, ...answer }).toMatchObject({ exitCode: 0 });
    return answer;
  };
  const me = await bare('databricks current-user me');
  expect(JSON.parse(me.stdout)).toMatchObject({ userName: 'analyst@local.lakegoose.test' });
  await writeFile(join(container.folder, 'script.py'), script);
  expect(await bare('uv run python script.py')).toMatchObject({
    stdout: `analyst@local.lakegoose.test ${host} 10ca1000000000ff`,
    stderr: '',
  });
  await writeFile(join(container.folder, 'bare.ipynb'), JSON.stringify(notebook));
  await chmod(join(container.folder, 'bare.ipynb'), 0o666);
  await bare('uv run jupyter execute bare.ipynb --inplace --kernel_name=databricks');
  expect(await readFile(join(container.folder, 'bare.ipynb'), 'utf8')).toContain('"21932');
  const { stdout } = await bare(`goose run --no-session --quiet --text '${question}'`);
  expect(stdout).toContain('execute_sql_read_only');
  expect(stdout).toMatch(/^\| \d{4,5} \| \d+\.\d+ \| \d+ \|$/m);
  // The CLI's default is the workspace at `host`: Goose asked it, too.
  expect((await bare('databricks auth describe')).stdout).toContain(`Host: ${host}\n`);
  expect((await bare('databricks api get /api/2.0/sql/history/queries')).stdout).toMatch(/avg\(/i);
}
