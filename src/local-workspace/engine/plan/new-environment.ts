import type { Catalog } from '../catalog/catalog.ts';
import { findTable, type Session, tablePlace } from '../catalog/resolve-name.ts';
import { call } from '../dialect/analyze/call.ts';
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
    return expression(node, context);
  },
  call,
  query: (query, environment, outer, rules) => {
    wantShallow(outer);
    return analyzeQuery(query, environment, outer, rules);
  },
};

/** Behind a view its owner's rights count; what the owner lacks is told to those who see what lies there. */
function behindView(refused: Refused, isSeen: boolean): Refused {
  const sentence =
    'The view does not have sufficient privilege to execute because its owner failed an authorization check on one of the underlying resources.';
  return new Refused(refused.code, isSeen ? `${sentence} ${refused.message}` : sentence);
}

/** What one statement's analysis shares: the tables it reads, and fresh names. */
export function newEnvironment(catalog: Catalog, session: Session, access: Access): Environment {
  let names = 0;
  return {
    session,
    access,
    findTable: (name, within, reader) => {
      try {
        const entry = findTable(catalog, name, within, reader);
        reader.wantSelect(entry);
        return entry;
      } catch (error) {
        if (!(error instanceof Refused) || access.isOwn(reader.caller.name)) throw error;
        throw behindView(error, access.seesTable(tablePlace(name, within), true));
      }
    },
    reads: new Set(),
    ctes: new Map(),
    newName: (prefix) => {
      names += 1;
      if (names > MOST_NAMES) throw cannotCompute(`a statement of more than ${MOST_NAMES} tables and queries`);
      return `${prefix}${names}`;
    },
    viewDepth: 0,
  };
}
