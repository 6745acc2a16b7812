import type { Catalog } from '../catalog/catalog.ts';
import type { TableEntry } from '../catalog/entries.ts';
import { findTable, type Session, tablePlace, wantPlace } from '../catalog/resolve-name.ts';
import { call } from '../dialect/analyze/call.ts';
import { Draws, refuseTwice } from '../dialect/analyze/draws.ts';
import { expression } from '../dialect/analyze/expression.ts';
import { analyzeQuery } from '../dialect/analyze/query.ts';
import type { Environment, Rules, Scope } from '../dialect/analyze/typed.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import type { Access } from '../grants/access.ts';
import { Refused } from '../grants/refused.ts';

/** The engine takes twice as long for each level, and cannot be interrupted while it plans. */
const DEEPEST_SCOPE = 12;
/** Each table, query and view takes a name; views over views may double what they name at every level. */
const MOST_NAMES = 20_000;

/** An expression that stands in another more than once grows with every level; the engine's time and memory with it. */
const MOST_SQL = 100_000;
const MOST_SQL_A_LETTER = 40;
/** Each has a copy of every row's cells to itself, and their memory counts nowhere. */
const MOST_FILTERS = 300;
/** Each is analysed anew, and functions of functions may double their calls at every level. */
const MOST_CALLS = 1000;

function depthOf(scope: Scope | undefined): number {
  let depth = 0;
  for (let each = scope; each; each = each.outer) depth += 1;
  return depth;
}

function wantShallow(scope: Scope | undefined, at?: number): void {
  if (depthOf(scope) > DEEPEST_SCOPE)
    throw cannotCompute(`subqueries and lambdas nested more than ${DEEPEST_SCOPE} deep`, at);
}

export const RULES: Rules = {
  expression: (node, context) => {
    wantShallow(context.scope, node.at);
    const typed = expression(node, context);
    context.environment.wantSmall(typed.sql);
    return typed;
  },
  call,
  query: (query, environment, outer, rules) => {
    wantShallow(outer);
    const analyzed = analyzeQuery(query, environment, outer, rules);
    environment.wantSmall(analyzed.sql);
    refuseTwice(analyzed.sql, 'a query in which one random value has two places');
    if (analyzed.sql.split('FILTER (WHERE').length > MOST_FILTERS)
      throw cannotCompute(`more than ${MOST_FILTERS} aggregates with FILTER or cells of PIVOT`);
    return analyzed;
  },
};

/** What an owner lacks behind a view or a function is told to those who see what lies there. */
function told(error: unknown, access: Access, reader: Access, isSeen: () => boolean): unknown {
  if (!(error instanceof Refused) || reader.behind === undefined || access.isOwn(reader.caller.name)) return error;
  const sentence = `The ${reader.behind} does not have sufficient privilege to execute because its owner failed an authorization check on one of the underlying resources.`;
  return new Refused(error.code, isSeen() ? `${sentence} ${error.message}` : sentence);
}

/** What one statement's analysis shares: the tables it reads, and fresh names. */
export function newEnvironment(catalog: Catalog, session: Session, access: Access): Environment {
  let names = 0;
  let calls = 0;
  let most = MOST_SQL + MOST_SQL_A_LETTER * (session.textLength ?? 0);
  /** What a view says, and what the workspace tells of itself, may be long. */
  const allow = ({ rows, definition, ...entry }: TableEntry): TableEntry => {
    most += MOST_SQL_A_LETTER * (definition?.text.length ?? 0);
    const told = (reader: Access): string => {
      const sql = rows?.(reader) ?? '';
      most += sql.length;
      return sql;
    };
    return { ...entry, ...(definition && { definition }), ...(rows && { rows: told }) };
  };
  return {
    session,
    access,
    findTable: (name, within, reader) => {
      try {
        const entry = findTable(catalog, name, within, reader);
        reader.wantSelect(entry);
        return entry.rows || entry.definition ? allow(entry) : entry;
      } catch (error) {
        throw told(error, access, reader, () => access.seesTable(tablePlace(name, within), true));
      }
    },
    findRoutine: (name, within, reader) => {
      const place = tablePlace(name, within);
      try {
        if (name.parts.length > 1) wantPlace(catalog, place, reader);
        const routine = catalog.routine(place.catalog, place.schema, place.name);
        // By its bare name a function of a schema that one may not use is not there.
        if (!routine || !reader.mayUse(place.catalog, place.schema)) return undefined;
        reader.wantExecute(routine);
        return routine;
      } catch (error) {
        throw told(error, access, reader, () => access.seesRoutine(place, true));
      }
    },
    reads: new Set(),
    readsByCall: new Set(),
    called: new Map(),
    parameters: undefined,
    ctes: new Map(),
    newName: (prefix) => {
      names += 1;
      if (names > MOST_NAMES) throw cannotCompute(`a statement of more than ${MOST_NAMES} tables and queries`);
      return `${prefix}${names}`;
    },
    wantSmall: (sql) => {
      if (sql.length > most) throw cannotCompute('expressions that grow this large out of one another');
    },
    countCall: (at) => {
      calls += 1;
      if (calls > MOST_CALLS) throw cannotCompute(`more than ${MOST_CALLS} calls of SQL functions in a statement`, at);
    },
    viewDepth: 0,
    draws: new Draws(),
  };
}
