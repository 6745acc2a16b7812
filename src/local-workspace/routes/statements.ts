import { type ExecuteStatementRequest, executeStatementRequest } from '../../databricks-api/statements.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import { readInput } from '../services/read-input.ts';
import type { Answer, Route } from '../services/route.ts';
import { type StatementRecord, wireChunk, wireStatement } from '../services/statement-record.ts';
import type { StatementService } from '../services/statement-service.ts';

const LONGEST_TEXT = 16 * 1024 * 1024;

/** How long POST waits, in milliseconds: 0, or 5 to 50 seconds. */
function waitMilliseconds(text: string): number {
  const seconds = /^(\d{1,2})s$/.exec(text)?.[1];
  const value = Number(seconds ?? Number.NaN);
  if (value === 0 || (value >= 5 && value <= 50)) return value * 1000;
  throw invalidValue(`Invalid value for wait_timeout: '${text}'. It must be 0s, or between 5s and 50s.`);
}

function refuseOtherForms(asked: ExecuteStatementRequest): void {
  const { disposition = 'INLINE', format = 'JSON_ARRAY' } = asked;
  const what = disposition === 'INLINE' ? format : disposition;
  if (what === 'JSON_ARRAY') return;
  throw new ApiError(
    501,
    'NOT_IMPLEMENTED',
    `${what} exists in Databricks, but this is the local workspace, which answers INLINE JSON_ARRAY only.`,
  );
}

async function waitFor(record: StatementRecord, milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await Promise.race([record.done, promise]);
  clearTimeout(timer);
}

/** Statement Execution, `/api/2.0/sql/statements`. */
export function statementRoutes(statements: StatementService, warehouseId: string): Route[] {
  const find = (id: string | undefined): StatementRecord => {
    const record = statements.find(id ?? '');
    if (record) return record;
    throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `The statement ${id} was not found.`);
  };
  const execute = async (asked: ExecuteStatementRequest, signal: AbortSignal): Promise<Answer> => {
    if (asked.warehouse_id !== warehouseId) throw invalidValue(`${asked.warehouse_id} is not a valid endpoint id.`);
    const wait = waitMilliseconds(asked.wait_timeout ?? '10s');
    if (wait === 0 && asked.on_wait_timeout === 'CANCEL')
      throw invalidValue('on_wait_timeout CANCEL needs a wait_timeout of more than 0s.');
    refuseOtherForms(asked);
    if (asked.statement.length > LONGEST_TEXT)
      throw invalidValue('Invalid value for statement: it is longer than 16 MiB.');
    if (asked.row_limit !== undefined && asked.row_limit < 1)
      throw invalidValue('Invalid value for row_limit: it must be at least 1.');
    if (asked.byte_limit !== undefined && asked.byte_limit < 1)
      throw invalidValue('Invalid value for byte_limit: it must be at least 1.');
    const names = (asked.parameters ?? []).map((parameter) => parameter.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw invalidValue(`Invalid value for parameters: '${twice}' stands there twice.`);
    const record = statements.submit(asked);
    const log = { statement_id: record.id, statement: asked.statement };
    // "0s" always answers PENDING, however fast the statement is.
    if (wait === 0) return { json: { statement_id: record.id, status: { state: 'PENDING' } }, log };
    await waitFor(record, wait, signal);
    if (record.finishedAt === undefined && asked.on_wait_timeout === 'CANCEL') {
      statements.cancel(record);
      await record.done;
    }
    return { json: wireStatement(record), log: { ...log, state: record.state } };
  };
  return [
    {
      method: 'POST',
      path: '/api/2.0/sql/statements',
      answer: ({ body, signal }) => execute(readInput(executeStatementRequest, body), signal),
    },
    // Some clients call it with a slash at the end, and the real API takes both.
    {
      method: 'POST',
      path: '/api/2.0/sql/statements/',
      answer: ({ body, signal }) => execute(readInput(executeStatementRequest, body), signal),
    },
    {
      method: 'GET',
      path: '/api/2.0/sql/statements/:statement_id',
      answer: ({ params }) => ({ json: wireStatement(find(params.statement_id)) }),
    },
    {
      method: 'GET',
      path: '/api/2.0/sql/statements/:statement_id/result/chunks/:chunk_index',
      answer: ({ params }) => {
        const record = find(params.statement_id);
        const index = Number(params.chunk_index);
        if (record.state !== 'SUCCEEDED' || !record.chunks[index])
          throw invalidValue(`Invalid value for chunk_index: ${params.chunk_index}.`);
        return { json: wireChunk(record, index) };
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/sql/statements/:statement_id/cancel',
      answer: ({ params }) => {
        const record = find(params.statement_id);
        statements.cancel(record);
        return { json: {}, log: { statement_id: record.id } };
      },
    },
  ];
}
