import type { DuckDBValue } from '@duckdb/node-api';
import type { Variable } from '../catalog/resolve-name.ts';
import type { Target } from '../dialect/parse/script.ts';
import { SqlError } from '../dialect/sql-error.ts';
import type { SqlType } from '../dialect/types.ts';
import { constantSql } from './constant-sql.ts';

export type Constant = { readonly value: DuckDBValue; readonly type: SqlType };

const shown = (parts: readonly string[]): string => parts.map((part) => `\`${part}\``).join('.');

/** The variables of a block or of a round of FOR, and the name that may stand before theirs. */
export class Frame {
  readonly label: string | undefined;
  /** Those of FOR are columns, and nobody sets them. */
  private readonly isFixed: boolean;
  private readonly values = new Map<string, Constant>();

  constructor(label?: string, isFixed = false) {
    this.label = label?.toLowerCase();
    this.isFixed = isFixed;
  }

  declare(name: string, constant: Constant): void {
    if (this.values.has(name.toLowerCase()) && !this.isFixed)
      throw new SqlError(
        'VARIABLE_ALREADY_EXISTS',
        '42723',
        `Cannot create the variable ${shown([name])} because it already exists. Choose a different name, or drop or replace the existing variable.`,
      );
    this.values.set(name.toLowerCase(), constant);
  }

  /** The variable that a name begins with, and how many of its parts are the variable's. */
  find(
    parts: readonly string[],
  ): { readonly key: string; readonly constant: Constant; readonly length: number } | undefined {
    const [first = '', second] = parts.map((part) => part.toLowerCase());
    const own = this.values.get(first);
    if (own) return { key: first, constant: own, length: 1 };
    const labelled = first === this.label && second !== undefined ? this.values.get(second) : undefined;
    return labelled && second !== undefined ? { key: second, constant: labelled, length: 2 } : undefined;
  }

  set({ parts }: Target, constant: Constant): boolean {
    const found = this.isFixed ? undefined : this.find(parts);
    if (found?.length !== parts.length) return false;
    this.values.set(found.key, constant);
    return true;
  }
}

/** The frames around a step, the innermost last. */
export type Frames = readonly Frame[];

export function lookUp(frames: Frames, parts: readonly string[]): Variable | undefined {
  for (const frame of frames.toReversed()) {
    const found = frame.find(parts);
    if (!found) continue;
    const { value, type } = found.constant;
    return { type, sql: constantSql(value, type), rest: parts.slice(found.length) };
  }
  return undefined;
}

/** The type of a variable that is to be set. */
export function typeOf(frames: Frames, { parts, at }: Target): SqlType {
  const variable = lookUp(frames, parts);
  if (variable && variable.rest.length === 0) return variable.type;
  throw new SqlError(
    'UNRESOLVED_VARIABLE',
    '42883',
    `Cannot resolve variable ${shown(parts)} on search path \`SYSTEM\`.\`SESSION\`.`,
    at,
  );
}

export function setVariable(frames: Frames, target: Target, constant: Constant): void {
  frames.toReversed().some((frame) => frame.set(target, constant));
}
