import * as xpath from '../natives/xpath.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { define, failing } from './define.ts';
import type { Rule } from './rule.ts';

/** The path is the same for every row. */
const literally =
  (rule: Rule | undefined): Rule =>
  (given) => {
    const path = given.args[1];
    if (path?.isNamed)
      throw new SqlError(
        'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT',
        '42K09',
        `Cannot resolve "${given.name}" due to data type mismatch: the input \`path\` should be a foldable "STRING" expression; however, got "${path.name}".`,
        given.at,
      );
    if (!rule || (path && path.literal === undefined && path.type.name !== 'VOID'))
      throw cannotCompute(`${given.name}() of a path that is not a literal`, given.at);
    return rule(given);
  };

const RULES = define({
  xpath: failing('string!, string! -> array<string>', xpath.xpathNodes),
  xpath_string: failing('string!, string! -> string', xpath.xpathString),
  xpath_boolean: failing('string!, string! -> boolean', xpath.xpathBoolean),
  xpath_double: failing('string!, string! -> double', xpath.xpathDouble),
  xpath_number: 'xpath_double',
  xpath_float: failing('string!, string! -> float', xpath.xpathDouble),
  xpath_long: failing('string!, string! -> bigint', xpath.xpathLong),
  xpath_int: failing('string!, string! -> int', xpath.xpathInt),
  xpath_short: failing('string!, string! -> smallint', xpath.xpathShort),
});

/** Functions of XML texts. */
export const XPATHS: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(RULES).map(([name, rule]) => [name, literally(rule)]),
);
