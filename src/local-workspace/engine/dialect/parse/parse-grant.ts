import { SqlError } from '../sql-error.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import type { On, Statement } from './statement.ts';

/** What stands in front of a name, and what it means; a view is a table to Unity Catalog. */
const KINDS: Readonly<Record<string, On['type']>> = {
  CATALOG: 'CATALOG',
  SCHEMA: 'SCHEMA',
  DATABASE: 'SCHEMA',
  TABLE: 'TABLE',
  VIEW: 'TABLE',
  FUNCTION: 'FUNCTION',
  VOLUME: 'VOLUME',
};
/** Securables that Unity Catalog has beside those. */
const OTHER =
  /^(CLEAN|CONNECTION|CREDENTIAL|EXTERNAL|LOCATION|MATERIALIZED|PROCEDURE|PROVIDER|RECIPIENT|SERVICE|SHARE|STORAGE)$/;

function refuseOther(cursor: Cursor): void {
  const next = cursor.peek(1);
  if (OTHER.test(cursor.peek().upper) && (next.kind === 'word' || next.kind === 'name'))
    throw cursor.refuse(`privileges on ${cursor.peek().upper} …`);
}

/** Reads what follows ON; a bare name is a table. */
function parseOn(cursor: Cursor): On {
  if (cursor.accept('METASTORE')) return { type: 'METASTORE' };
  refuseOther(cursor);
  const { kind, upper } = cursor.peek();
  const next = cursor.peek(1);
  const type = kind === 'word' && next.value !== '.' ? KINDS[upper] : undefined;
  if (type === undefined) return { type: 'TABLE', name: parseName(cursor) };
  const isNamed = next.kind === 'name' || (next.kind === 'word' && !/^(TO|FROM)$/.test(next.upper));
  // Without a name it is a table that is called so, but for the current catalog.
  if (!isNamed && type !== 'CATALOG') return { type: 'TABLE', name: parseName(cursor) };
  cursor.take();
  return isNamed ? { type, name: parseName(cursor) } : { type };
}

/** One privilege: words such as USE CATALOG. */
function parsePrivilege(cursor: Cursor): string {
  const words: string[] = [];
  while (cursor.peek().kind === 'word' && !cursor.sees('ON')) words.push(cursor.take().upper);
  if (words.length === 0) throw cursor.unexpected();
  return words.join(' ');
}

/** Reads GRANT … ON … TO … and REVOKE … ON … FROM …. */
export function parseGrant(cursor: Cursor): Statement {
  const revoke = cursor.take().upper === 'REVOKE';
  const privileges = [parsePrivilege(cursor)];
  while (cursor.accept(',')) privileges.push(parsePrivilege(cursor));
  cursor.expect('ON');
  const on = parseOn(cursor);
  cursor.expect(revoke ? 'FROM' : 'TO');
  return { kind: 'grant', revoke, privileges, on, principal: cursor.name() };
}

/** Unity Catalog has no DENY (docs.databricks.com, UC_COMMAND_NOT_SUPPORTED). */
export function parseDeny(): never {
  throw new SqlError(
    'UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION',
    '0AKUC',
    'The command(s): DENY are not supported in Unity Catalog.',
  );
}

/** Reads what follows SHOW GRANTS: `[principal] ON …`. */
export function parseShowGrants(cursor: Cursor): Statement {
  if (cursor.sees('TO')) throw cursor.refuse('SHOW GRANTS TO …');
  const principal = cursor.sees('ON') ? undefined : cursor.name();
  cursor.expect('ON');
  return { kind: 'show-grants', on: parseOn(cursor), ...(principal !== undefined && { principal }) };
}

/** Reads `TABLE t [SET] OWNER TO principal` after ALTER; undefined, and nothing read, where it is no change of owner. */
export function parseOwner(cursor: Cursor): Statement | undefined {
  const type = KINDS[cursor.peek().upper];
  let ahead = 2;
  while (cursor.peek(ahead).value === '.') ahead += 2;
  if (cursor.peek(ahead).upper === 'SET') ahead += 1;
  const isOwner = cursor.peek(ahead).upper === 'OWNER' && cursor.peek(ahead + 1).upper === 'TO';
  if (type === undefined || !isOwner) return undefined;
  cursor.take();
  const on = { type, name: parseName(cursor) };
  cursor.accept('SET');
  cursor.expect('OWNER', 'TO');
  return { kind: 'owner', on, owner: cursor.name() };
}
