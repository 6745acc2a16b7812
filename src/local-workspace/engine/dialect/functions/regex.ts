import * as regex from '../natives/java-regex.ts';
import { like } from '../natives/like.ts';
import { define, failing } from './define.ts';
import { wantFoldable, wantPositive } from './rule.ts';
import { match, readSignature } from './signature.ts';

const REPLACE = 'string, string, string, int = 1 -> string';
define({
  like: failing('string, string, string -> boolean', like),
  regexp_replace: failing(REPLACE, regex.regexpReplace),
});

/** Functions with regular expressions of Java's flavour; what this engine's cannot say is refused while it runs. */
export const REGEX = define({
  rlike: failing('string, string -> boolean', regex.rlike),
  regexp: 'rlike',
  regexp_like: 'rlike',
  regexp_extract: failing('string, string, int = 1 -> string', regex.regexpExtract),
  regexp_extract_all: failing('string, string, int = 1 -> array<string>', regex.regexpExtractAll),
  regexp_replace: (given) => {
    wantFoldable(given, 3);
    wantPositive(given, 3);
    const { args, type } = match(given, readSignature(REPLACE));
    return { sql: `spark_regexp_replace_or_error(${args.join(', ')})`, type };
  },
  regexp_count: failing('string, string -> int', regex.regexpCount),
  regexp_substr: failing('string, string -> string', regex.regexpSubstr),
  regexp_instr: failing('string, string, int = 0 -> int', regex.regexpInstr),
  split: failing('string, string, int = -1 -> array<string>', regex.split),
});
