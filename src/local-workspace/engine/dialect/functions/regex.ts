import * as regex from '../natives/java-regex.ts';
import { like } from '../natives/like.ts';
import { define, failing } from './define.ts';

define({ like: failing('string, string, string -> boolean', like) });

/** Functions with regular expressions of Java's flavour; what this engine's cannot say is refused while it runs. */
export const REGEX = define({
  rlike: failing('string, string -> boolean', regex.rlike),
  regexp: 'rlike',
  regexp_like: 'rlike',
  regexp_extract: failing('string, string, int = 1 -> string', regex.regexpExtract),
  regexp_extract_all: failing('string, string, int = 1 -> array<string>', regex.regexpExtractAll),
  regexp_replace: failing('string, string, string, int = 1 -> string', regex.regexpReplace),
  regexp_count: failing('string, string -> int', regex.regexpCount),
  regexp_substr: failing('string, string -> string', regex.regexpSubstr),
  regexp_instr: failing('string, string, int = 0 -> int', regex.regexpInstr),
  split: failing('string, string, int = -1 -> array<string>', regex.split),
});
