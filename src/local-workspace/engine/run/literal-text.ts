import { atomText } from '../dialect/natives/show-value.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { isNested, typeText } from '../dialect/types.ts';
import type { Constant } from './script-variables.ts';

/** A value as Databricks SQL, to stand in the text of a statement. */
export function literalText({ value, type }: Constant): string {
  if (value === null) return type.name === 'VOID' ? 'NULL' : `CAST(NULL AS ${typeText(type)})`;
  if (isNested(type) || ['BINARY', 'VARIANT'].includes(type.name))
    throw cannotCompute(`EXECUTE IMMEDIATE … USING a value of the type ${typeText(type)}`);
  const text = atomText(value, type);
  // Two minus signs would begin a comment.
  if (type.name === 'INT') return text.startsWith('-') ? `(${text})` : text;
  if (type.name === 'BOOLEAN') return text;
  if (type.name === 'INTERVAL') return text;
  const quoted = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return type.name === 'STRING' ? quoted : `CAST(${quoted} AS ${typeText(type)})`;
}
