import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getCurrentUser } from '../../databricks-client/current-user.ts';
import { ApiError } from '../../databricks-client/errors.ts';
import { apiGrant, systemGrants } from '../../sql-guard/lineage-grants.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';
import type { SystemTable } from './system-sql.ts';

/** Whether the system tables may know what the lineage API would not tell. */
export function mayBeAnsweredBySystem(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return error.status === 403 || error.status === 404 || error.status >= 500 || isSwitchedOff(error.errorCode);
}

function isSwitchedOff(errorCode: string): boolean {
  return /DISABLED|NOT_ENABLED|NOT_IMPLEMENTED|ENDPOINT_NOT_FOUND/.test(errorCode);
}

type Failures = {
  readonly client: DatabricksClient;
  readonly table: string;
  readonly systemTable: SystemTable;
  /** Of the lineage API. */
  readonly api: ApiError;
  /** Of the system tables. */
  readonly system: unknown;
  readonly signal: AbortSignal;
};

/** Neither source answered: not permitted, not enabled, or not at the moment; each with what helps. */
export async function unanswered(failures: Failures): Promise<LakegooseError> {
  const { client, table, systemTable, api, system, signal } = failures;
  const told = reasonIn(system);
  const facts = { table, message: `lineage API: ${reasonOfApi(api)}\nsystem tables: ${told}` };
  const cause = { cause: system };
  const isForbidden = isPermission(system, told);
  if (isForbidden || api.status === 403) {
    const who = await getCurrentUser(client, signal).then(
      ({ userName }) => userName,
      () => '<user>',
    );
    const grants = [
      ...(api.status === 403 ? [apiGrant(table, who)] : []),
      ...(isForbidden && api.status === 403 ? ['-- or:'] : []),
      ...(isForbidden ? systemGrants(told, systemTable, who) : []),
    ];
    return new LakegooseError('lineage.not_permitted', { ...facts, grants: grants.join('\n') }, cause);
  }
  const isOff = /^\[(TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND|NO_SUCH_CATALOG_EXCEPTION)\]/.test(told);
  return new LakegooseError(isOff ? 'lineage.not_enabled' : 'lineage.unavailable', facts, cause);
}

/** Such as `HTTP 403 PERMISSION_DENIED: User does not have …`. */
export function reasonOfApi({ status, errorCode, facts }: ApiError): string {
  return `HTTP ${status} ${errorCode}: ${String(facts.message)}`.replace(' : ', ': ').slice(0, 300);
}

/** What the warehouse said, without the advice that is for statements of people. */
function reasonIn(error: unknown): string {
  const isFailed = error instanceof LakegooseError && error.code.startsWith('statements.') && 'mark' in error.facts;
  return (isFailed ? String(error.facts.message) : wordsOf(error, 'en')).slice(0, 500);
}

function isPermission(error: unknown, told: string): boolean {
  return (error instanceof ApiError && error.status === 403) || /INSUFFICIENT_PERMISSIONS|PERMISSION_DENIED/.test(told);
}
