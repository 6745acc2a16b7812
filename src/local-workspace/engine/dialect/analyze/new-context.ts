import { type Context, type Environment, nothingSeen, type Rules, type Scope } from './typed.ts';

/** Where an expression stands that sees a scope and nothing of a select list. */
export const newContext = (environment: Environment, scope: Scope, rules: Rules): Context => ({
  environment,
  scope,
  seen: nothingSeen(),
  insideAggregate: false,
  outputs: new Map(),
  outputsFirst: false,
  rules,
});
