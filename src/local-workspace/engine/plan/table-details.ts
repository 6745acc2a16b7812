import type { TableEntry } from '../catalog/entries.ts';
import { type SqlType, typeName } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Grants } from '../grants/grants.ts';
import { tableSecurable } from '../grants/securable.ts';
import { CONSTRAINT } from './delta-properties.ts';

type Properties = Readonly<Record<string, string>>;

/** What the table was given, and its constraints; what Delta adds by itself is not among them. */
export function propertiesOf({ properties = {}, checks = [] }: TableEntry): Properties {
  const constraints = checks.map(({ name, text }) => [`${CONSTRAINT}${name.toLowerCase()}`, text] as const);
  const all = [...Object.entries(properties), ...constraints];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const two = (value: number): string => String(value).padStart(2, '0');
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As Java writes a moment: `Thu Jan 01 00:00:00 UTC 1970`. */
export function momentText(milliseconds: number): string {
  const at = new Date(milliseconds);
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${time} UTC ${at.getUTCFullYear()}`;
}

export type Detail = readonly [name: string, value: string];

/** What a view is made of, which is its owner's to know. */
function viewDetails({ definition }: TableEntry): Detail[] {
  if (!definition) return [];
  return [
    ['View Text', definition.text],
    ['View Original Text', definition.text],
    ['View Schema Mode', 'COMPENSATION'],
    ['View Catalog and Namespace', `${definition.catalog}.${definition.schema}`],
    ['View Query Output Columns', `[${(definition.columns ?? []).map((name) => `\`${name}\``).join(', ')}]`],
  ];
}

/**
 * A table or view besides its columns, as DESCRIBE EXTENDED and SHOW TABLE EXTENDED tell it. Nothing is told of files,
 * for there are none.
 */
export function tableDetails(entry: TableEntry, grants: Grants, access: Access): Detail[] {
  const isView = entry.kind === 'VIEW';
  const securable = tableSecurable(entry);
  const properties = Object.entries(propertiesOf(entry)).map(([key, value]) => `${key}=${value}`);
  const owner: Detail = ['Owner', grants.ownerOf(securable)];
  const comment: Detail[] = entry.comment === undefined ? [] : [['Comment', entry.comment]];
  return [
    ['Catalog', entry.catalog],
    ['Database', entry.schema],
    ['Table', entry.name],
    ...(isView ? [owner] : []),
    ['Created Time', momentText(entry.createdAt)],
    ['Last Access', 'UNKNOWN'],
    ['Type', isView ? 'VIEW' : 'MANAGED'],
    ...comment,
    ...(isView && access.owns(securable) ? viewDetails(entry) : []),
    ...(isView ? [] : ([['Provider', 'delta'], owner, ['Is_managed_location', 'true']] satisfies Detail[])),
    ...(properties.length > 0 ? ([['Table Properties', `[${properties.join(',')}]`]] satisfies Detail[]) : []),
  ];
}

/** Spark's own names of types, in schemas as trees and as JSON. */
const SPARK_NAMES: Readonly<Record<string, string>> = {
  TINYINT: 'byte',
  SMALLINT: 'short',
  INT: 'integer',
  BIGINT: 'long',
};

function typeTree(type: SqlType, indent: string): string[] {
  const [first, second] = type.parts ?? [];
  const line = (name: string, part: SqlType | undefined, how: string): string[] =>
    part === undefined ? [] : [`${indent} |-- ${name}: ${sparkName(part)}${how}`, ...typeTree(part, `${indent} |   `)];
  if (type.name === 'ARRAY') return line('element', first, ' (containsNull = true)');
  if (type.name === 'MAP') return [...line('key', first, ''), ...line('value', second, ' (valueContainsNull = true)')];
  return (type.parts ?? []).flatMap((part, index) => line(type.names?.[index] ?? '', part, ' (nullable = true)'));
}

const sparkName = (type: SqlType): string =>
  type.parts ? type.name.toLowerCase() : (SPARK_NAMES[type.name] ?? typeName(type));

/** The columns as Spark prints a schema. */
export function schemaTree({ columns }: TableEntry): string {
  const lines = columns.flatMap((own) => [
    ` |-- ${own.name}: ${sparkName(own.type)} (nullable = ${own.required !== true})`,
    ...typeTree(own.type, ' |   '),
  ]);
  return ['root', ...lines, '', ''].join('\n');
}
