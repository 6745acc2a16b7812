/** The SQL types this engine computes with, and MAP and STRUCT, which it only shows; all others are refused by name. */
export type TypeName =
  | 'VOID'
  | 'BOOLEAN'
  | 'TINYINT'
  | 'SMALLINT'
  | 'INT'
  | 'BIGINT'
  | 'FLOAT'
  | 'DOUBLE'
  | 'DECIMAL'
  | 'STRING'
  | 'DATE'
  | 'TIMESTAMP'
  | 'MAP'
  | 'STRUCT';

/**
 * `precision` and `scale` are 0 for every type but DECIMAL. `text` is the whole type of what is shown but not computed
 * with: a MAP or STRUCT of a system table, held as the JSON text that the API sends.
 */
export type SqlType = {
  readonly name: TypeName;
  readonly precision: number;
  readonly scale: number;
  readonly text?: string;
};

export type Column = { readonly name: string; readonly type: SqlType; readonly comment?: string };

const simple = (name: TypeName): SqlType => ({ name, precision: 0, scale: 0 });

export const VOID = simple('VOID');
export const BOOLEAN = simple('BOOLEAN');
export const TINYINT = simple('TINYINT');
export const SMALLINT = simple('SMALLINT');
export const INT = simple('INT');
export const BIGINT = simple('BIGINT');
export const FLOAT = simple('FLOAT');
export const DOUBLE = simple('DOUBLE');
export const STRING = simple('STRING');
export const DATE = simple('DATE');
export const TIMESTAMP = simple('TIMESTAMP');
export const opaque = (name: 'MAP' | 'STRUCT', text: string): SqlType => ({ ...simple(name), text });
export const isOpaque = (type: SqlType): boolean => type.text !== undefined;
export const decimal = (precision: number, scale: number): SqlType => ({ name: 'DECIMAL', precision, scale });

const INTEGERS: readonly TypeName[] = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];
/** How many decimal digits hold every value of an integer type: Spark's `DecimalType.forType`. */
const DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 20 };

export const isInteger = (type: SqlType): boolean => INTEGERS.includes(type.name);
export const isFloating = (type: SqlType): boolean => type.name === 'FLOAT' || type.name === 'DOUBLE';
export const isNumeric = (type: SqlType): boolean => isInteger(type) || isFloating(type) || type.name === 'DECIMAL';
export const isExact = (type: SqlType): boolean => isInteger(type) || type.name === 'DECIMAL';

export function sameType(a: SqlType, b: SqlType): boolean {
  return a.name === b.name && a.precision === b.precision && a.scale === b.scale && a.text === b.text;
}

export function widerInteger(a: SqlType, b: SqlType): SqlType {
  return INTEGERS.indexOf(a.name) >= INTEGERS.indexOf(b.name) ? a : b;
}

/** The decimal that holds every value of an exact type. */
export function asDecimal(type: SqlType): SqlType {
  return type.name === 'DECIMAL' ? type : decimal(DIGITS[type.name] ?? 38, 0);
}

/** As Databricks writes a type: `DECIMAL(18,2)`. */
export function typeText(type: SqlType): string {
  if (type.text !== undefined) return type.text;
  return type.name === 'DECIMAL' ? `DECIMAL(${type.precision},${type.scale})` : type.name;
}

/** The engine's name of a type; a column of untyped NULLs is kept as INTEGER and holds nothing else. */
export function engineType(type: SqlType): string {
  if (isOpaque(type)) return 'VARCHAR';
  const names: Partial<Record<TypeName, string>> = { STRING: 'VARCHAR', INT: 'INTEGER', VOID: 'INTEGER' };
  return names[type.name] ?? typeText(type);
}

const WIRE_NAMES: Readonly<Record<string, string>> = {
  TINYINT: 'BYTE',
  SMALLINT: 'SHORT',
  BIGINT: 'LONG',
  VOID: 'NULL',
};

/** ColumnInfoTypeName of the REST APIs: BIGINT is LONG there. */
export const wireTypeName = (type: SqlType): string => WIRE_NAMES[type.name] ?? type.name;
