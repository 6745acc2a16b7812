import type { Catalog } from '../catalog/catalog.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import { call } from '../dialect/analyze/call.ts';
import { expression } from '../dialect/analyze/expression.ts';
import { analyzeQuery } from '../dialect/analyze/query.ts';
import type { Environment, Rules } from '../dialect/analyze/typed.ts';
import type { Access } from '../grants/access.ts';

export const RULES: Rules = { expression, call, query: analyzeQuery };

/** What one statement's analysis shares: the tables it reads, and fresh names. */
export function newEnvironment(catalog: Catalog, session: Session, access: Access): Environment {
  let names = 0;
  return {
    session,
    access,
    findTable: (name, within, reader) => {
      const entry = findTable(catalog, name, within, reader);
      reader.wantSelect(entry);
      return entry;
    },
    reads: new Set(),
    ctes: new Map(),
    newName: (prefix) => {
      names += 1;
      return `${prefix}${names}`;
    },
    viewDepth: 0,
  };
}
