import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { namesNear } from '../databricks-client/names-near.ts';
import { mapPositions } from '../sql-guard/map-positions.ts';
import { lineAt } from '../sql-guard/position.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import { missingGrant } from './missing-grant.ts';

/** What a SQL warehouse says reads `[CLASS] text SQLSTATE: xxxxx; line n pos m` (facts `databricks-api.md` §1). */
const errorClass = /^\[([A-Z][A-Z0-9_]*)/;
const tooLargeInline = /^Inline byte limit exceeded/;
const quotedName = /`[^`]+`(?:\.`[^`]+`)*/;
const unknownCatalog = /^\[NO_SUCH_CATALOG_EXCEPTION\] Catalog '([^']+)'/;
// `pos 7` counts from 0, `position 8` from 1 (`map-positions.ts`).
const place = /\bline (\d+),? pos(ition)? (\d+)/;

type Written = {
  readonly text: string;
  readonly allowed: Allowed;
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
};

/**
 * The failure of a statement as whoever wrote it can use it: places as they were written and marked, the table that was
 * probably meant, the grant that is missing.
 */
export async function explainFailure(
  client: DatabricksClient,
  failed: LakegooseError,
  written: Written | undefined,
): Promise<LakegooseError> {
  const told = String(failed.facts.message);
  const message = written === undefined ? told : mapPositions(told, written.text, written.allowed.sent);
  if (tooLargeInline.test(message)) return new LakegooseError('statements.too_large', {}, { cause: failed });
  const mark = markOf(message, written?.text);
  const facts = { message: mark === '' ? message : withoutExcerpt(message), mark };
  const because = { cause: failed };
  const named = errorClass.exec(message)?.[1];
  if (named === 'PARSE_SYNTAX_ERROR') return new LakegooseError('statements.syntax', facts, because);
  if (named === 'TABLE_OR_VIEW_NOT_FOUND') {
    const meant = await namesNear(client, nameIn(message, [written?.catalog, written?.schema]));
    if (meant === '') return new LakegooseError('statements.no_such_table', { ...facts, look: 'look.tables' }, because);
    return new LakegooseError('statements.no_such_table_near', { ...facts, meant }, because);
  }
  const catalog = unknownCatalog.exec(message)?.[1];
  if (named === 'SCHEMA_NOT_FOUND' || catalog !== undefined) {
    const name = catalog === undefined ? nameIn(message, [written?.catalog]) : [catalog];
    const meant = await namesNear(client, name);
    if (meant === '')
      return new LakegooseError('statements.no_such_schema', { ...facts, look: 'look.schemas' }, because);
    return new LakegooseError('statements.no_such_schema_near', { ...facts, meant }, because);
  }
  const missing = missingGrant(message);
  if (missing === undefined) return new LakegooseError('statements.failed', facts, because);
  return new LakegooseError('statements.not_permitted', { ...facts, ...missing }, because);
}

/** Without the lines in which Databricks shows what was sent, where ours show what was written. */
function withoutExcerpt(message: string): string {
  return message.replace(/\n== SQL \(.*$/s, '');
}

/** The line of a place, with the place marked below it, on lines of their own. */
function markOf(message: string, text: string | undefined): string {
  const [, line, fromOne, column] = place.exec(message) ?? [];
  if (text === undefined || line === undefined || column === undefined) return '';
  const { shown, before } = lineAt(text, {
    line: Number(line),
    column: Number(column) + (fromOne === undefined ? 1 : 0),
  });
  return `\n  ${shown}\n  ${' '.repeat(before)}^`;
}

/** The parts of the name that a message has in backquotes, those in front that it leaves out from `defaults`. */
function nameIn(message: string, defaults: readonly (string | undefined)[]): string[] {
  const parts = [...(quotedName.exec(message)?.[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, part = '']) => part);
  const missing = defaults.slice(0, Math.max(0, defaults.length + 1 - parts.length));
  const known = missing.flatMap((part) => part ?? []);
  return parts.length === 0 || known.length < missing.length ? [] : [...known, ...parts];
}
