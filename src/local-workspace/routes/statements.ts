import { type ExecuteStatementRequest, executeStatementRequest } from '../../databricks-api/statements.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import { cutText } from '../services/cut-text.ts';
import type { ExternalLinks } from '../services/external-links.ts';
import { readInput } from '../services/read-input.ts';
import type { Answer, Route, RouteRequest, User } from '../services/route.ts';
import type { StatementRecord } from '../services/statement-record.ts';
import type { StatementService } from '../services/statement-service.ts';
import { wireChunk, wireStatement } from '../services/statement-wire.ts';
import type { WarehouseService } from '../services/warehouse-service.ts';

const LONGEST_TEXT = 16 * 1024 * 1024;
/** Of all statements under way together, for each is in memory until it ends. */
const MOST_TEXT = 4 * LONGEST_TEXT;

/** A SQL warehouse answers 400 for more (databricks-sql-nodejs, issue 308). */
const MOST_PARAMETERS = 256;

/** How long POST waits, in milliseconds: 0, or 5 to 50 seconds. */
function waitMilliseconds(text: string): number {
  const seconds = /^(\d{1,2})s$/.exec(text)?.[1];
  const value = Number(seconds ?? Number.NaN);
  if (value === 0 || (value >= 5 && value <= 50)) return value * 1000;
  throw invalidValue(`Invalid value for wait_timeout: '${text}'. It must be 0s, or between 5s and 50s.`);
}

/** Other formats than JSON_ARRAY are for links only (databricks-sdk-py `service/sql.py`, StatementExecutionAPI). */
function checkForm({ disposition = 'INLINE', format = 'JSON_ARRAY' }: ExecuteStatementRequest): void {
  if (disposition === 'EXTERNAL_LINKS' || format === 'JSON_ARRAY') return;
  throw invalidValue(`The format ${format} is supported with disposition=EXTERNAL_LINKS only.`);
}

function check(asked: ExecuteStatementRequest): void {
  checkForm(asked);
  if (Buffer.byteLength(asked.statement) > LONGEST_TEXT)
    throw invalidValue('Invalid value for statement: it is longer than 16 MiB.');
  for (const limit of ['row_limit', 'byte_limit'] as const) {
    if ((asked[limit] ?? 1) < 1) throw invalidValue(`Invalid value for ${limit}: it must be at least 1.`);
  }
  checkParameters(asked);
}

function checkParameters({ parameters = [] }: ExecuteStatementRequest): void {
  if (parameters.length > MOST_PARAMETERS)
    throw invalidValue(`Invalid value for parameters: there are more than ${MOST_PARAMETERS}.`);
  const names = new Set<string>();
  for (const { name } of parameters) {
    if (names.has(name)) throw invalidValue(`Invalid value for parameters: '${name}' stands there twice.`);
    names.add(name);
  }
}

/** A look takes its time at a workspace far away. A short statement that ends meanwhile needs no second one. */
const LOOK_MS = 3;

async function waitFor(record: StatementRecord, milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await Promise.race([record.done, promise]);
  clearTimeout(timer);
}

/** Statement Execution, `/api/2.0/sql/statements`. */
export function statementRoutes(
  statements: StatementService,
  links: ExternalLinks,
  warehouses: Pick<WarehouseService, 'findForStatement'>,
): Route[] {
  /** A statement is there for who sent it only. */
  const find = (id: string | undefined, user: User): StatementRecord => {
    const record = statements.find(id ?? '');
    if (record?.asker?.user.id === user.id) return record;
    throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `The statement ${id} was not found.`);
  };
  const execute = async ({ body, signal, user, headers }: RouteRequest): Promise<Answer> => {
    const asked = readInput(executeStatementRequest, body);
    warehouses.findForStatement(asked.warehouse_id, user);
    const wait = waitMilliseconds(asked.wait_timeout ?? '10s');
    check(asked);
    if (statements.textBytes() + asked.statement.length > MOST_TEXT)
      throw new ApiError(
        429,
        'REQUEST_LIMIT_EXCEEDED',
        'The statements under way are too long together. Try again later.',
      );
    const record = statements.submit(asked, { user, client: headers['user-agent'] ?? '' });
    const log = { statement_id: record.id, statement: cutText(asked.statement) };
    // "0s" always answers PENDING, however fast the statement is, and on_wait_timeout is ignored (same source).
    if (wait === 0) return { json: { statement_id: record.id, status: { state: 'PENDING' } }, log };
    await waitFor(record, wait, signal);
    if (record.finishedAt === undefined && asked.on_wait_timeout === 'CANCEL') {
      statements.cancel(record);
      await record.done;
    }
    return { json: wireStatement(record, links), log: { ...log, state: record.state } };
  };
  return [
    {
      method: 'POST',
      path: '/api/2.0/sql/statements',
      answer: execute,
    },
    // Some clients call it with a slash at the end, and the real API takes both.
    {
      method: 'POST',
      path: '/api/2.0/sql/statements/',
      answer: execute,
    },
    {
      method: 'GET',
      path: '/api/2.0/sql/statements/:statement_id',
      answer: async ({ params, user, signal }) => {
        const record = find(params.statement_id, user);
        await waitFor(record, LOOK_MS, signal);
        return { json: wireStatement(record, links) };
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/sql/statements/:statement_id/result/chunks/:chunk_index',
      answer: ({ params, user }) => {
        const record = find(params.statement_id, user);
        const index = /^\d{1,9}$/.test(params.chunk_index ?? '') ? Number(params.chunk_index) : -1;
        if (record.state === 'CLOSED')
          throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `The result of the statement ${record.id} is gone.`);
        if (record.state !== 'SUCCEEDED' || !record.result.chunks[index])
          throw invalidValue(`Invalid value for chunk_index: ${params.chunk_index}.`);
        return { json: wireChunk(record, index, links) };
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/sql/statements/:statement_id/cancel',
      answer: ({ params, user }) => {
        const record = find(params.statement_id, user);
        statements.cancel(record);
        return { json: {}, log: { statement_id: record.id } };
      },
    },
  ];
}
