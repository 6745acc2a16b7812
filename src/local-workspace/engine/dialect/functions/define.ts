import { native, type Run } from '../natives/native.ts';
import { type SqlType, VOID } from '../types.ts';
import type { Given, Rule } from './rule.ts';
import { match, readSignature, type Signature, typeOf } from './signature.ts';

/** How a function is computed: a template of engine SQL, in which `$1` is the first argument and `$*` are all of them, or JavaScript. */
type Engine = string | Run;
export type Definition = {
  readonly signature: Signature;
  readonly engine: Engine;
  readonly fails: boolean;
  readonly takesNull: boolean;
};

/** A function by its signature and what computes it: `fn('string, int = 1 -> string', '…$1…')`. */
export const fn = (signature: string, engine: Engine, takesNull = false): Definition => ({
  signature: readSignature(signature),
  engine,
  fails: false,
  takesNull,
});

/** The same, where the JavaScript may fail with a Databricks error. */
export const failing = (signature: string, engine: Run, takesNull = false): Definition => ({
  ...fn(signature, engine, takesNull),
  fails: true,
});

function template(text: string): (args: readonly string[]) => string {
  return (args) =>
    text.replace(/\$(\*|\d)/g, (_, mark: string) =>
      mark === '*' ? args.join(', ') : (args[Number(mark) - 1] ?? 'NULL'),
    );
}

/** A native with one parameter for each of the signature's; its name is the function's. */
function nativeOf(
  name: string,
  { signature, engine, fails, takesNull }: Definition,
): (args: readonly string[]) => string {
  if (typeof engine === 'string') return template(engine);
  const types: (SqlType | undefined)[] = signature.parameters.map(({ pattern }) =>
    pattern.kind === 'named' ||
    pattern.kind === 'chars' ||
    (pattern.kind === 'nested' && pattern.parts.every((part) => part.kind === 'named'))
      ? typeOf(pattern, new Map())
      : undefined,
  );
  const result = typeOf(signature.result, new Map()) ?? VOID;
  const called = native(name, types, result, engine, { fails, takesNull });
  return (args) => `${called}(${args.join(', ')})`;
}

/** A rule for each function of a table; a text is another name of the function that it names. */
export function define(table: Readonly<Record<string, Definition | Rule | string>>): Readonly<Record<string, Rule>> {
  const rules = new Map<string, Rule>();
  for (const [name, own] of Object.entries(table))
    if (typeof own !== 'string') rules.set(name, typeof own === 'function' ? own : ruleOf(name, own));
  for (const [name, own] of Object.entries(table)) {
    const rule = typeof own === 'string' ? rules.get(own) : undefined;
    if (rule) rules.set(name, rule);
  }
  return Object.fromEntries(rules);
}

function ruleOf(name: string, definition: Definition): Rule {
  const build = nativeOf(name, definition);
  return (given: Given) => {
    const { args, type } = match(given, definition.signature);
    return { sql: build(args), type };
  };
}
