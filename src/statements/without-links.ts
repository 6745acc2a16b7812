import { LakegooseError } from '../base/errors.ts';
import type { Statement } from './statement.ts';

/** The statement with its result asked for without links to a storage. Throws `usage.no_arrow`: Arrow comes by links only. */
export function withoutLinks(statement: Statement): Statement {
  if (statement.results === 'arrow') throw new LakegooseError('usage.no_arrow');
  return statement.results === 'links' ? { ...statement, results: 'whole' } : statement;
}
