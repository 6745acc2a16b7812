/** The SQL types this engine computes with; all others are refused by name. */
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
  | 'TIMESTAMP_NTZ'
  | 'BINARY'
  | 'INTERVAL'
  | 'CALENDAR'
  | 'VARIANT'
  | 'ARRAY'
  | 'MAP'
  | 'STRUCT';

/**
 * `precision` and `scale` are 0 for every type but DECIMAL. `parts` are the element of an ARRAY, key and value of a MAP,
 * the fields of a STRUCT in the order of `names`. `unit` is that of an INTERVAL: `DAY TO SECOND`. `text` is the whole type
 * of what is shown but not computed with: a MAP or STRUCT of a system table, held as the JSON text that the API sends.
 */
export type SqlType = {
  readonly name: TypeName;
  readonly precision: number;
  readonly scale: number;
  readonly parts?: readonly SqlType[];
  readonly names?: readonly string[];
  readonly unit?: string;
  readonly text?: string;
  /** Of a column of the type CHAR, which is a STRING: how many characters all its texts have. */
  readonly chars?: number;
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
export const TIMESTAMP_NTZ = simple('TIMESTAMP_NTZ');
export const BINARY = simple('BINARY');
export const VARIANT = simple('VARIANT');
export const interval = (unit: string): SqlType => ({ ...simple('INTERVAL'), unit });
export const MONTHS = interval('YEAR TO MONTH');
export const SECONDS = interval('DAY TO SECOND');
export const array = (element: SqlType): SqlType => ({ ...simple('ARRAY'), parts: [element] });
export const map = (key: SqlType, value: SqlType): SqlType => ({ ...simple('MAP'), parts: [key, value] });
export const struct = (names: readonly string[], parts: readonly SqlType[]): SqlType => ({
  ...simple('STRUCT'),
  names,
  parts,
});
export const opaque = (name: 'MAP' | 'STRUCT', text: string): SqlType => ({ ...simple(name), text });
/** Months, days and microseconds in one: what `make_interval` makes, and only moves dates and timestamps. */
export const CALENDAR: SqlType = { ...simple('CALENDAR'), text: 'INTERVAL' };
export const isCalendar = (type: SqlType): boolean => type.name === 'CALENDAR';
export const isOpaque = (type: SqlType): boolean => type.text !== undefined;
export const decimal = (precision: number, scale: number): SqlType => ({ name: 'DECIMAL', precision, scale });

const INTEGERS: readonly TypeName[] = ['TINYINT', 'SMALLINT', 'INT', 'BIGINT'];
/** How many decimal digits hold every value of an integer type: Spark's `DecimalType.forType`. */
const DIGITS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 20 };

export const isInteger = (type: SqlType): boolean => INTEGERS.includes(type.name);
export const isFloating = (type: SqlType): boolean => type.name === 'FLOAT' || type.name === 'DOUBLE';
export const isNumeric = (type: SqlType): boolean => isInteger(type) || isFloating(type) || type.name === 'DECIMAL';
export const isExact = (type: SqlType): boolean => isInteger(type) || type.name === 'DECIMAL';

export const isMonths = (type: SqlType): boolean => type.name === 'INTERVAL' && /^(YEAR|MONTH)/.test(type.unit ?? '');
export const isSeconds = (type: SqlType): boolean => type.name === 'INTERVAL' && !isMonths(type);
export const isNested = (type: SqlType): boolean => type.parts !== undefined;
export const hasVariant = (type: SqlType): boolean => type.name === 'VARIANT' || (type.parts ?? []).some(hasVariant);
/** The type of an array's elements, of a map's keys, of a struct's first field. */
export const firstPart = (type: SqlType): SqlType => type.parts?.[0] ?? VOID;
export const secondPart = (type: SqlType): SqlType => type.parts?.[1] ?? VOID;

/** The type of what is no column: no text of it is known to be of one length. */
export function withoutChars(type: SqlType): SqlType {
  const { chars: _, ...plain } = type;
  if (!type.parts) return type.chars === undefined ? type : plain;
  return { ...plain, parts: type.parts.map(withoutChars) };
}

/** Whether values of both are held alike; the names of a struct's fields do not count. */
export function sameType(a: SqlType, b: SqlType): boolean {
  const alike = a.name === b.name && a.precision === b.precision && a.scale === b.scale && a.text === b.text;
  if (!alike || a.unit !== b.unit || a.parts?.length !== b.parts?.length) return false;
  return (a.parts ?? []).every((part, index) => sameType(part, b.parts?.[index] ?? VOID));
}

/** Whether the structs within both call their fields alike, in either case. */
export function sameNames(a: SqlType, b: SqlType): boolean {
  const lower = ({ names = [] }: SqlType): string => names.join('\0').toLowerCase();
  if (a.name === 'STRUCT' && b.name === 'STRUCT' && lower(a) !== lower(b)) return false;
  return (a.parts ?? []).every((part, index) => sameNames(part, b.parts?.[index] ?? VOID));
}

export function widerInteger(a: SqlType, b: SqlType): SqlType {
  return INTEGERS.indexOf(a.name) >= INTEGERS.indexOf(b.name) ? a : b;
}

/** The decimal that holds every value of an exact type. */
export function asDecimal(type: SqlType): SqlType {
  return type.name === 'DECIMAL' ? type : decimal(DIGITS[type.name] ?? 38, 0);
}

/** As Databricks writes a type: `DECIMAL(18,2)`, `MAP<STRING, INT>`. */
export function typeText(type: SqlType): string {
  if (type.text !== undefined) return type.text;
  const parts = (type.parts ?? []).map(typeText);
  if (type.name === 'STRUCT')
    return `STRUCT<${parts.map((part, index) => `${type.names?.[index]}: ${part}`).join(', ')}>`;
  if (type.parts) return `${type.name}<${parts.join(', ')}>`;
  if (type.name === 'INTERVAL') return `INTERVAL ${type.unit}`;
  return type.name === 'DECIMAL' ? `DECIMAL(${type.precision},${type.scale})` : type.name;
}

/** As `typeof` and DESCRIBE write it: `map<string,int>`. */
export function typeName(type: SqlType): string {
  if (!type.parts) return typeText(type).toLowerCase();
  const parts = type.parts.map((part, index) => {
    const label = type.name === 'STRUCT' ? `${type.names?.[index]}:` : '';
    return `${label}${typeName(part)}`;
  });
  return `${type.name.toLowerCase()}<${parts.join(',')}>`;
}

const ENGINE_NAMES: Partial<Record<TypeName, string>> = {
  STRING: 'VARCHAR',
  INT: 'INTEGER',
  VOID: 'INTEGER',
  BINARY: 'BLOB',
  VARIANT: 'VARCHAR',
  TIMESTAMP_NTZ: 'TIMESTAMP',
};

/**
 * The engine's name of a type. A column of untyped NULLs is kept as INTEGER and holds nothing else; the fields of a struct
 * are f0, f1, …; an interval is a number of months or of microseconds; a VARIANT is text.
 */
export function engineType(type: SqlType): string {
  if (isCalendar(type)) return 'INTERVAL';
  if (isOpaque(type)) return 'VARCHAR';
  const parts = (type.parts ?? []).map(engineType);
  if (type.name === 'ARRAY') return `${parts[0]}[]`;
  if (type.name === 'MAP') return `MAP(${parts.join(', ')})`;
  if (type.name === 'STRUCT') return `STRUCT(${parts.map((part, index) => `f${index} ${part}`).join(', ')})`;
  if (type.name === 'INTERVAL') return isMonths(type) ? 'INTEGER' : 'BIGINT';
  return ENGINE_NAMES[type.name] ?? typeText(type);
}

const WIRE_NAMES: Readonly<Record<string, string>> = {
  TINYINT: 'BYTE',
  SMALLINT: 'SHORT',
  BIGINT: 'LONG',
  VOID: 'NULL',
  CALENDAR: 'INTERVAL',
};

/** ColumnInfoTypeName of the REST APIs: BIGINT is LONG there. */
export const wireTypeName = (type: SqlType): string => WIRE_NAMES[type.name] ?? type.name;
