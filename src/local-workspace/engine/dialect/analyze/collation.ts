import { COMPARE, isCollation } from '../natives/collate.ts';
import type { Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { BOOLEAN, STRING } from '../types.ts';
import { coerce } from './coerce.ts';
import { type Context, quoteText, type Typed } from './typed.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Where ICU knows no language of this name, there is no such collation. */
function wantKnown(name: string, at: number): void {
  const [language = ''] = name.split('_');
  const isLanguage = /^[A-Z]{2,3}$/.test(language) && Intl.Collator.supportedLocalesOf(language).length > 0;
  if (isCollation(name) || isLanguage) return;
  throw new SqlError(
    'COLLATION_INVALID_NAME',
    '42704',
    `The value ${name} does not represent a correct collation name.`,
    at,
  );
}

/** A text with a collation, outside of a comparison; only that of bytes is the engine's own. */
export function collated(node: Of<'collate'>, context: Context): Typed {
  const value = context.rules.expression(node.operand, context);
  const name = node.collation.toUpperCase();
  wantKnown(name, node.at);
  if (name === 'UTF8_BINARY') return value;
  throw cannotCompute(`COLLATE ${name} outside of a comparison`, node.at);
}

/** The collation that both sides are compared by, where one of them says so. */
function collationOf(sides: readonly Expression[]): string | undefined {
  const names = new Set(sides.flatMap((side) => (side.kind === 'collate' ? [side.collation.toUpperCase()] : [])));
  const [name, other] = names;
  const at = sides[0]?.at ?? 0;
  if (name === undefined) return undefined;
  wantKnown(name, at);
  if (other !== undefined)
    throw new SqlError(
      'COLLATION_MISMATCH.EXPLICIT',
      '42P21',
      `Could not determine which collation to use for string functions and operators. Error occurred due to the mismatch between explicit collations: ${name}, ${other}.`,
      at,
    );
  return name === 'UTF8_BINARY' ? undefined : name;
}

/** `a COLLATE UNICODE_CI = b`; undefined where no side has a collation. */
export function collatedComparison(node: Of<'binary'>, context: Context): Typed | undefined {
  const sides = [node.left, node.right];
  const name = collationOf(sides);
  if (name === undefined) return undefined;
  if (!isCollation(name)) throw cannotCompute(`COLLATE ${name}`, node.at);
  const values = sides.map((side) => context.rules.expression(side.kind === 'collate' ? side.operand : side, context));
  const odd = values.find(({ type }) => !['STRING', 'VOID'].includes(type.name) || type.chars !== undefined);
  if (odd) throw cannotCompute(`COLLATE ${name} beside what is no STRING`, node.at);
  const [a, b] = values.map((value) => coerce(value, STRING).sql);
  const order = `${COMPARE}(${a}, ${b}, ${quoteText(name)})`;
  const shown = values.map((value, index) =>
    sides[index]?.kind === 'collate' ? `collate(${value.name}, ${name})` : value.name,
  );
  const sql =
    node.op === '<=>'
      ? `(CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN ${a} IS NULL AND ${b} IS NULL ELSE ${order} = 0 END)`
      : `(${order} ${node.op.replace('==', '=').replace('!=', '<>')} 0)`;
  return { sql, type: BOOLEAN, name: `(${shown.join(` ${node.op} `)})` };
}

/** `a COLLATE UTF8_LCASE IN (b, c)` and BETWEEN, written as comparisons. */
export function asComparisons({ operand, at, negated, ...node }: Of<'in'> | Of<'between'>): Expression | undefined {
  if (operand.kind !== 'collate') return undefined;
  const compared = (op: string, right: Expression): Expression => ({ kind: 'binary', op, left: operand, right, at });
  const [first, ...others] =
    node.kind === 'in'
      ? node.list.map((each) => compared('=', each))
      : [compared('>=', node.low), compared('<=', node.high)];
  if (!first) return undefined;
  const all: Expression =
    others.length === 0
      ? first
      : { kind: 'logic', op: node.kind === 'in' ? 'OR' : 'AND', operands: [first, ...others], at };
  return negated ? { kind: 'not', operand: all, at } : all;
}
