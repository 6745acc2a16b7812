import type { ErrorCode } from '../../src/messages/categories.ts';
import { INTERN } from '../local-workspace/grants.ts';
import { endless, inHistory } from '../statements/session-on.ts';
import type { Provocation, Stage } from './stage.ts';

const asks =
  (query: string, own = {}, who?: typeof INTERN): Provocation =>
  ({ real, hears }) =>
    hears(real(own, who), 'execute_sql_read_only', { query });

/** Servers that hand out a handle soon; one of them ends slow statements, one those that nobody asks for. */
const hurried = { LAKEGOOSE_ANSWER_SECONDS: '3' };
const strict = { ...hurried, LAKEGOOSE_STATEMENT_SECONDS: '4' };
const forgetful = { ...hurried, LAKEGOOSE_UNPOLLED_SECONDS: '1' };

/** Asks for a statement that never ends by itself until it has been ended. */
async function polled({ real, agent }: Stage, own: Record<string, string>, statement_id: string): Promise<string> {
  for (;;) {
    const { isError, text } = await (await agent(real(own))).call('poll_sql_result', { statement_id });
    if (isError) return text;
  }
}

const submits =
  (word: string, own = {}): Provocation =>
  ({ scripted, on, hears }) =>
    hears(on(scripted.host, own), 'execute_sql_read_only', { query: `SELECT 1 AS ${word}` });

/** What becomes of a statement on the SQL warehouse. */
export const byStatement: Readonly<Record<Extract<ErrorCode, `statements.${string}`>, Provocation>> = {
  'statements.failed': asks('SELECT nothing FROM samples.nyctaxi.trips'),
  'statements.too_large': ({ real, hears }) =>
    hears(real({ LAKEGOOSE_RESULTS: 'inline' }), 'execute_sql_read_only', {
      query: `SELECT '${'x'.repeat(1000)}' AS wide FROM range(30000)`,
      save_as: 'wide.csv',
    }),
  'statements.syntax': asks('SELECT 1 +'),
  'statements.no_such_table': asks('SELECT * FROM samples.nyctaxi.quite_another_thing'),
  'statements.no_such_table_near': asks('SELECT * FROM samples.nyctaxi.tirps'),
  'statements.no_such_schema': asks('SHOW TABLES IN samples.quite_another_thing'),
  'statements.no_such_schema_near': asks('SHOW TABLES IN samples.nyctax'),
  'statements.not_permitted': asks('SELECT * FROM main.nyctaxi.trips_clean', {}, INTERN),
  'statements.cancelled': async ({ real, hears, handle, agent }) => {
    const statement_id = await handle(real(hurried), endless);
    await (await agent(real(hurried))).call('poll_sql_result', { statement_id, cancel: true });
    return hears(real(hurried), 'poll_sql_result', { statement_id });
  },
  'statements.too_slow': async (stage) => polled(stage, strict, await stage.handle(stage.real(strict), endless)),
  'statements.nobody_asked': async (stage) => {
    const id = await stage.handle(stage.real(forgetful), endless);
    // Asking keeps a statement alive, so it is not asked for until the workspace says that it has ended.
    while ((await inHistory(stage.workspace, id))?.status !== 'CANCELED')
      await new Promise((passed) => setTimeout(passed, 100));
    return polled(stage, forgetful, id);
  },
  'statements.closed': submits('closed'),
  'statements.unknown': ({ real, hears }) => hears(real(), 'poll_sql_result', { statement_id: 'nothing' }),
  'statements.out_of_reach': submits('vanishes'),
  'statements.lost': submits('cut'),
  'statements.cancel_unconfirmed': async ({ on, scripted, hears, handle }) => {
    const statement_id = await handle(on(scripted.host, hurried), 'SELECT 1 AS hangs');
    return hears(on(scripted.host, hurried), 'poll_sql_result', { statement_id, cancel: true });
  },
  'statements.no_warehouse': submits('any', { DATABRICKS_WAREHOUSE_ID: '', DATABRICKS_TOKEN: 'poor' }),
  'statements.no_such_warehouse': asks('SELECT 1', { DATABRICKS_WAREHOUSE_ID: 'nothing' }),
  'statements.warehouse_not_permitted': asks('SELECT 1', { DATABRICKS_WAREHOUSE_ID: '10ca1000000000fe' }),
  'statements.warehouse_not_started': submits('asleep'),
};
