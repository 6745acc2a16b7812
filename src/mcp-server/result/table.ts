import type { Row } from '../../databricks-api/statements.ts';
import type { WayOut } from './ways-out.ts';

export type Column = { readonly name: string; readonly type_text: string };

export type Table = {
  readonly columns: readonly Column[];
  /** Cells as the API gives them: texts, whatever the type, or null for NULL. */
  readonly rows: readonly Row[];
  /** How many rows the result has, where fewer were fetched. */
  readonly rowCount?: number;
  /** What made the warehouse hold rows back; then there are more than `rowCount`. */
  readonly cutBy?: 'row_limit' | 'byte_limit';
  /** What else is to be known, a line each. */
  readonly notes?: readonly string[];
  /** What a model can do where something was cut. */
  readonly ways?: readonly WayOut[];
};
