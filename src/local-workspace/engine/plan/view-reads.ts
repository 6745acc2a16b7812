import type { Catalog } from '../catalog/catalog.ts';
import type { TableEntry } from '../catalog/entries.ts';
import { parseDefinition } from '../dialect/parse/parse-statement.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { Access } from '../grants/access.ts';
import { newEnvironment, RULES } from './new-environment.ts';

/** Full names of the tables and views that a view names itself; those up to the first that is there no more. */
export function viewReads(catalog: Catalog, { definition }: TableEntry): string[] {
  if (!definition) return [];
  const everything = new Access(catalog.grants, { name: '', groups: [] }, true);
  const environment = newEnvironment(catalog, definition, everything);
  try {
    RULES.query(parseDefinition(definition.text), environment, undefined, RULES);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
  }
  return [...environment.reads];
}
