import { LakegooseError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { listTables } from '../databricks-client/unity-catalog.ts';
import { mapPositions } from '../sql-guard/map-positions.ts';
import { lineAt } from '../sql-guard/position.ts';
import type { Allowed } from '../sql-guard/verdict.ts';

/** What a SQL warehouse says reads `[CLASS] text SQLSTATE: xxxxx; line n pos m` (facts `databricks-api.md` §1). */
const errorClass = /^\[([A-Z][A-Z0-9_]*)/;
const unknownTable = /`([^`]+)`\.`([^`]+)`\.`([^`]+)`/;
const missingPrivilege = /User does not have (?:permission )?([A-Z][A-Z ]*) on (Catalog|Schema|Table|View) '([^']+)'/i;
const place = /\bline (\d+),? pos(?:ition)? (\d+)/;

type Written = { readonly text: string; readonly allowed: Allowed } | undefined;

/**
 * The failure of a statement as whoever wrote it can use it: places as they were written and marked, the table that was
 * probably meant, the grant that is missing.
 */
export async function explainFailure(
  client: DatabricksClient,
  failed: LakegooseError,
  written: Written,
): Promise<LakegooseError> {
  const told = String(failed.facts.message);
  const message = written === undefined ? told : mapPositions(told, written.text, written.allowed.sent);
  const facts = { message, mark: markOf(message, written?.text) };
  const because = { cause: failed };
  const named = errorClass.exec(message)?.[1];
  if (named === 'PARSE_SYNTAX_ERROR') return new LakegooseError('statements.syntax', facts, because);
  if (named === 'TABLE_OR_VIEW_NOT_FOUND') {
    const meant = await probablyMeant(client, unknownTable.exec(message)?.slice(1) ?? []);
    if (meant === undefined) return new LakegooseError('statements.no_such_table', facts, because);
    return new LakegooseError('statements.no_such_table_near', { ...facts, meant }, because);
  }
  const [, privilege, kind = '', securable] = missingPrivilege.exec(message) ?? [];
  if (privilege === undefined || securable === undefined)
    return new LakegooseError('statements.failed', facts, because);
  // GRANT knows no views: they are tables to it.
  const on = `${kind.toUpperCase() === 'VIEW' ? 'TABLE' : kind.toUpperCase()} ${securable}`;
  return new LakegooseError('statements.not_permitted', { ...facts, privilege, on }, because);
}

/** The line of a place, with the place marked below it, on lines of their own. */
function markOf(message: string, text: string | undefined): string {
  const [, line, column] = place.exec(message) ?? [];
  if (text === undefined || line === undefined || column === undefined) return '';
  const { shown, before } = lineAt(text, { line: Number(line), column: Number(column) + 1 });
  return `\n  ${shown}\n  ${' '.repeat(before)}^`;
}

async function probablyMeant(client: DatabricksClient, name: readonly string[]): Promise<string | undefined> {
  const [catalog, schema, table] = name;
  if (catalog === undefined || schema === undefined || table === undefined) return undefined;
  // It only makes the error more helpful: what cannot be listed in a moment is left out.
  const tables = await listTables(client, catalog, schema, AbortSignal.timeout(3000)).catch(() => []);
  const names = tables.map((one) => one.name);
  const meant = nearest(table, names);
  return meant === undefined ? undefined : `${catalog}.${schema}.${meant}`;
}
