import type { Join, JoinKind } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { typeText, withoutChars } from '../types.ts';
import { unify, wantBoolean } from './coerce.ts';
import { refuseBothSides } from './correlated.ts';
import { newContext } from './new-context.ts';
import { comparison } from './predicates.ts';
import { type Environment, nothingSeen, type Rules, type Scope, type ScopeColumn } from './typed.ts';

type Side = { readonly sql: string; readonly scope: Scope };

const WORDS: Readonly<Record<JoinKind, string>> = {
  INNER: 'JOIN',
  LEFT: 'LEFT JOIN',
  RIGHT: 'RIGHT JOIN',
  FULL: 'FULL JOIN',
  CROSS: 'CROSS JOIN',
  SEMI: 'SEMI JOIN',
  ANTI: 'ANTI JOIN',
};

function columnOf(side: Side, name: string, at: number): ScopeColumn {
  const found = side.scope.visible.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  const [column] = found;
  if (column && found.length === 1) return column;
  throw new SqlError(
    'UNRESOLVED_USING_COLUMN_FOR_JOIN',
    '42703',
    `USING column \`${name}\` cannot be resolved on one side of the join.`,
    at,
  );
}

/** The one column that USING makes of two: the preserved side's, or either's in a full join. */
function merged(how: JoinKind, name: string, left: ScopeColumn, right: ScopeColumn): ScopeColumn {
  if (how === 'FULL') {
    const { values, type } = unify([left, right], 'coalesce', 0);
    const origins = [...left.origins, ...right.origins];
    return { name, type: withoutChars(type), sql: `coalesce(${values.map(({ sql }) => sql).join(', ')})`, origins };
  }
  return { ...(how === 'RIGHT' ? right : left), name };
}

/** A join; `*` shows the merged USING columns first, as in Spark. */
export function join(
  node: Join,
  left: Side,
  right: Side,
  environment: Environment,
  outer: Scope | undefined,
  rules: Rules,
): Side {
  const onlyLeft = node.how === 'SEMI' || node.how === 'ANTI';
  const both: Scope = {
    sources: [...left.scope.sources, ...right.scope.sources],
    visible: [...left.scope.visible, ...right.scope.visible],
    ...(outer && { outer }),
  };
  const text = (condition: string | undefined): string => {
    const how = condition === undefined ? 'CROSS' : node.how;
    return `(${left.sql} ${WORDS[how]} ${right.sql}${condition === undefined ? '' : ` ON ${condition}`})`;
  };
  const shared = (): string[] => {
    const names = new Set(right.scope.visible.map((column) => column.name.toLowerCase()));
    return left.scope.visible.flatMap(({ name }) => (names.has(name.toLowerCase()) ? [name] : []));
  };
  const using = node.natural ? shared() : node.using;
  if (using.length > 0) {
    const pairs = using.map((name) => ({
      name,
      left: columnOf(left, name, node.at),
      right: columnOf(right, name, node.at),
    }));
    const condition = pairs.map((pair) => comparison('=', pair.left, pair.right, node.at).sql).join(' AND ');
    if (onlyLeft) return { sql: text(condition), scope: left.scope };
    const used = new Set(using.map((name) => name.toLowerCase()));
    const rest = both.visible.filter((column) => !used.has(column.name.toLowerCase()));
    const shown = pairs.map((pair) => merged(node.how, pair.left.name, pair.left, pair.right));
    return { sql: text(condition), scope: { ...both, visible: [...shown, ...rest] } };
  }
  if (!node.on) return { sql: text(undefined), scope: both };
  const seen = nothingSeen();
  const value = rules.expression(node.on, { ...newContext(environment, both, rules), seen, isCondition: true });
  if (seen.aggregate || seen.window)
    throw new SqlError(
      'UNSUPPORTED_EXPR_FOR_OPERATOR',
      '42K0E',
      'A query operator contains one or more unsupported expressions: the join condition has an aggregate or window function.',
      node.at,
    );
  refuseBothSides(seen, [left.scope, right.scope], node.at);
  if (seen.routine !== undefined && /\bSELECT\b/.test(value.sql))
    throw cannotCompute(`${seen.routine}(), which has a subquery, in ON`, node.at);
  if (value.type.name !== 'BOOLEAN' && value.type.name !== 'VOID')
    throw new SqlError(
      'JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE',
      '42K0E',
      `The join condition "${value.name}" has the invalid type "${typeText(value.type)}", expected "BOOLEAN".`,
      node.at,
    );
  const condition = wantBoolean(value, 'JOIN', node.at).sql;
  const sure = value.sure === undefined ? '' : `${value.sure} AND `;
  return { sql: text(`${sure}${condition}`), scope: onlyLeft ? left.scope : both };
}
