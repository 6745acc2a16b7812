import type { Expression, Select } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import type { Scope } from './typed.ts';

/** What a position in ORDER BY or GROUP BY stands for; only a literal INT is one. */
export function ordinal<Output>(node: Expression, outputs: readonly Output[], errorClass: string): Output | undefined {
  if (node.kind !== 'literal' || node.type.name !== 'INT') return undefined;
  const output = outputs[Number(node.value) - 1];
  if (output) return output;
  throw new SqlError(
    errorClass,
    '42805',
    `Position ${node.value} is not in the select list (valid range is [1, ${outputs.length}]).`,
    node.at,
  );
}

/** Behind `|>` a number in GROUP BY is the place of a column that comes in, and not of an item of the select list. */
export function placed(select: Select, { visible }: Scope): Select {
  const { pipe, groupBy, items } = select;
  if (pipe?.step !== 'AGGREGATE' || groupBy === 'ALL') return select;
  const key = (node: Expression): Expression => {
    const column = ordinal(node, visible, 'GROUP_BY_POS_OUT_OF_RANGE');
    return column ? { kind: 'column', parts: [column.name], at: node.at } : node;
  };
  return {
    ...select,
    groupBy: groupBy.map(key),
    items: items.map((item, index) =>
      item.kind === 'value' && index < pipe.keys ? { ...item, expression: key(item.expression) } : item,
    ),
  };
}
