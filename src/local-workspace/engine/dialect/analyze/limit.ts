import type { Expression } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { typeText } from '../types.ts';
import { isConstant } from './constant.ts';
import { newContext } from './new-context.ts';
import { raise } from './raise.ts';
import { refuseRoutine } from './refuse-routine.ts';
import type { Environment, Rules } from './typed.ts';

/** LIMIT or OFFSET: a constant INT that is not negative. */
export function rowCount(
  node: Expression | undefined,
  word: 'LIMIT' | 'OFFSET',
  environment: Environment,
  rules: Rules,
): string {
  if (!node) return '';
  const lower = word.toLowerCase();
  const wrong = (kind: string, text: string): SqlError =>
    new SqlError(`INVALID_LIMIT_LIKE_EXPRESSION.${kind}`, '42K0E', `The ${lower} expression ${text}.`, node.at);
  const isVariable = node.kind === 'column' && environment.session.variables?.(node.parts) !== undefined;
  if (!isVariable && !isConstant(node)) throw wrong('IS_UNFOLDABLE', 'must evaluate to a constant value');
  const context = newContext(environment, { sources: [], visible: [] }, rules);
  const { sql, type, literal } = rules.expression(node, context);
  if (context.seen.aggregate || context.seen.window) throw wrong('IS_UNFOLDABLE', 'must evaluate to a constant value');
  refuseRoutine(context.seen, word, node.at);
  if (type.name !== 'INT') throw wrong('DATA_TYPE', `must be integer type, but got "${typeText(type)}"`);
  const negative = `must be equal to or greater than 0, but got ${literal ?? sql}`;
  if (literal?.startsWith('-')) throw wrong('IS_NEGATIVE', negative);
  if (literal !== undefined) return ` ${word} ${literal}`;
  const failure = raise(
    'INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE',
    '42K0E',
    `The ${lower} expression must be equal to or greater than 0, but got `,
    sql,
    '.',
    type,
  );
  return ` ${word} (CASE WHEN ${sql} < 0 THEN ${failure} ELSE ${sql} END)`;
}
