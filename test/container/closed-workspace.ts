import { z } from 'zod';
import { ADMIN, INTERN } from '../local-workspace/grants.ts';

const user = z.object({ userName: z.string(), token: z.string() });
const told = z.object({ host: z.string(), warehouseId: z.string(), users: z.array(user), pid: z.number() });

/** A workspace of its own in the container, with nothing in it that later tests need. `run` gives what a line of shell prints. */
export async function closedWorkspace(run: (line: string) => Promise<string>) {
  const file = '/tmp/closed-workspace';
  const start = `(setsid node test/container/inside/closed-workspace.ts </dev/null >${file} 2>${file}.log &)`;
  const wait = `timeout 30 sh -c 'until [ -s ${file} ]; do sleep 0.1; done' || { cat ${file}.log; exit 1; }`;
  const { host, warehouseId, users, pid } = told.parse(JSON.parse(await run(`${start}; ${wait}; cat ${file}`)));
  const as = (name: string) => {
    const token = users.find(({ userName }) => userName === name)?.token ?? '';
    return `DATABRICKS_HOST=${host} DATABRICKS_TOKEN=${token} DATABRICKS_WAREHOUSE_ID=${warehouseId}`;
  };
  const query = `${as(ADMIN)} DATABRICKS_CONFIG_FILE=/dev/null databricks experimental aitools tools query`;
  return {
    /** The environment of somebody who only reads. */
    intern: as(INTERN),
    /** Runs what was handed to an administrator, by the program that they would take. */
    administer: (script: readonly string[] | null | undefined) =>
      run((script ?? ['-- no script']).map((line) => `${query} '${line}'`).join(' && ')),
    [Symbol.asyncDispose]: async () => {
      await run(`kill ${pid}`);
    },
  };
}
