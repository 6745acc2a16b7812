import { harmless } from './imports.ts';
import { isSign, isWord, type Token } from './python-tokens.ts';

/** Whatever they are called with, and whosever they are. */
const anywhere = new Set([
  ...['getattr', 'globals', 'locals', 'get_ipython', 'builtins', 'importlib', 'pickle', 'cloudpickle'],
  ...['read_pickle', 'allow_pickle', 'from_formula', 'dictConfig', 'methodcaller', 'attrgetter'],
  ...['get_field', 'get_type_hints', 'singledispatch', 'read_sql', 'read_sql_query', 'read_sql_table'],
  ...['jdbc', 'rmtree', 'DeltaTable', 'WorkspaceClient', 'execute_command', 'saveAsTable'],
  ...['insertInto', 'mergeInto', 'to_delta', 'setCurrentCatalog', 'setCurrentDatabase', 'createTable'],
  ...['createExternalTable', 'recoverPartitions', 'dropTempView', 'dropGlobalTempView', 'cacheTable'],
  ...['uncacheTable', 'to_sql', 'read_database', 'read_database_uri', 'write_database', 'write_delta'],
  ...['write_iceberg', 'clearCache', 'refreshTable', 'refreshByPath', 'registerJavaFunction'],
  ...['registerJavaUDAF'],
]);
const processes = /subprocess|^(?:popen[234]?|(?:posix_)?spawn[lv]?p?e?|exec(?:[lv]p?e?|_command)?)$/i;
const writers = new Set(['writeTo', 'writeStream', 'toTable', 'to_table']);
/** What Python has of itself and people write. */
const knownDunders = new Set([
  ...['__name__', '__main__', '__file__', '__doc__', '__version__', '__class__', '__init__'],
  ...['__post_init__', '__all__', '__slots__', '__future__', '__str__', '__repr__', '__len__'],
  ...['__annotations__'],
]);
/** These are good names of one's own, too. */
const evaluators = new Set(['vars', 'eval', 'exec', 'compile']);
/** Those of rows, and of Spark's columns without a name. */
const knownPrivate = /^_(?:c?\d+|asdict|replace|fields|make|repr_html_)$/;
/** Ways past `spark` itself. */
const engines = new Set([
  '_jvm',
  '_gateway',
  '_jsc',
  '_jsparkSession',
  '_sc',
  '_jdf',
  '_client',
  '_frame',
  '_engine',
  '_channel',
  '_statement',
]);

/** A name, other than those by which SQL is sent, behind which anything may happen to data; as it is told. */
export function toldName(tokens: readonly Token[], index: number, isMember: boolean): string | undefined {
  const token = tokens[index];
  if (token?.kind !== 'word' || isWord(tokens[index - 1], 'def')) return undefined;
  const name = token.text;
  const isCalled = isSign(tokens[index + 1], '(');
  if (name.startsWith('__') && name.endsWith('__')) return knownDunders.has(name) ? undefined : name;
  if (name.startsWith('_') && isMember) {
    const isSelf = isWord(tokens[index - 2], 'self', 'cls') && !engines.has(name);
    return isSelf || knownPrivate.test(name) ? undefined : `.${name}`;
  }
  if (anywhere.has(name) || processes.test(name)) return name;
  if (isMember) {
    // A file has a `write(…)`, a DataFrame a `write.mode(…)`; without arguments, `system()` tells of the machine.
    if (writers.has(name) || (name === 'write' && !isCalled)) return `.${name}`;
    if (name === 'system' && isCalled && !isSign(tokens[index + 2], ')')) return '.system(…)';
    if (name === 'modules' && !isCalled) return '.modules';
    // NumPy's runs Python that is in a file where it is told to, which is then seen by the name `allow_pickle` only.
    if (name === 'load' && isCalled && hidesArguments(tokens, index + 2)) return '.load(…)';
    if (name === 'conf') return isWord(tokens[index + 2], 'get') ? undefined : '.conf';
  } else if (evaluators.has(name)) return isSign(tokens[index + 1], '=') ? undefined : name;
  const allowed = harmless.get(name);
  const next = tokens[index + 2];
  if (allowed === undefined || isSign(tokens[index + 1], '=')) return undefined;
  const part = isSign(tokens[index + 1], '.') && next?.kind === 'word' ? next.text : undefined;
  if (part !== undefined && allowed.has(part)) return undefined;
  if (name === 'dbutils') return name;
  // A column may have such a name.
  if (part === undefined) return isMember ? undefined : name;
  return `${name}.${part}`;
}

/** As many tokens of a call are looked at. */
const longestCall = 100;

/** Whether a call from its first argument on has `*` or `**`, more than two arguments without a name, or is very long. */
function hidesArguments(tokens: readonly Token[], first: number): boolean {
  let [depth, count] = [0, 0];
  for (let at = first; depth >= 0; at++) {
    if (at === tokens.length || at - first === longestCall) return true;
    const token = tokens[at];
    if (depth === 0 && (at === first || isSign(tokens[at - 1], ','))) {
      if (isSign(token, '*')) return true;
      if (!isSign(token, ')') && !isSign(tokens[at + 1], '=')) count += 1;
    }
    if (isSign(token, '(', '[', '{')) depth += 1;
    else if (isSign(token, ')', ']', '}')) depth -= 1;
  }
  return count > 2;
}
