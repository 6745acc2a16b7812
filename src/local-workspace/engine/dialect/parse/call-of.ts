import type { Expression } from './ast.ts';

/** The call of a function that the grammar writes as something else: an operator, `extract(… FROM …)`, a row in brackets. */
export function callOf(name: string, args: readonly Expression[], at: number): Expression {
  return { kind: 'call', name, args, star: false, distinct: false, at };
}
