import type { MessageCode } from '../messages/say.ts';
import type { RefusalCode } from './verdict.ts';

/** The sentence of `messages/` for each refusal. Facts: `class`, `words`, `line`, `column`. */
export const sentenceOf: Readonly<Record<RefusalCode, MessageCode>> = {
  EMPTY_STATEMENT: 'guard.EMPTY_STATEMENT',
  MULTIPLE_STATEMENTS: 'guard.MULTIPLE_STATEMENTS',
  TOO_LONG: 'guard.TOO_LONG',
  NOT_TEXT: 'guard.NOT_TEXT',
  UNREADABLE_CHARACTER: 'guard.UNREADABLE_CHARACTER',
  OPEN_QUOTE: 'guard.OPEN_QUOTE',
  OPEN_COMMENT: 'guard.OPEN_COMMENT',
  SUBSTITUTION: 'guard.SUBSTITUTION',
  DOLLAR_QUOTE: 'guard.DOLLAR_QUOTE',
  MISPLACED_HINT: 'guard.MISPLACED_HINT',
  UNBALANCED: 'guard.UNBALANCED',
  BROKEN_SCRIPT: 'guard.BROKEN_SCRIPT',
  UNKNOWN_STATEMENT: 'guard.UNKNOWN_STATEMENT',
  ADDS: 'guard.ADDS',
  CHANGES_ROWS: 'guard.CHANGES_ROWS',
  REMOVES: 'guard.REMOVES',
  REPLACES: 'guard.REPLACES',
  UPDATES_ALL_ROWS: 'guard.UPDATES_ALL_ROWS',
  RUNS_HIDDEN_SQL: 'guard.RUNS_HIDDEN_SQL',
  ADMINISTERS: 'guard.ADMINISTERS',
  RUNS_CODE: 'guard.RUNS_CODE',
  MOVES_FILES: 'guard.MOVES_FILES',
  FUNCTION_REACHES_OUT: 'guard.FUNCTION_REACHES_OUT',
  AI_FUNCTION: 'guard.AI_FUNCTION',
  OUT_OF_SCOPE: 'guard.OUT_OF_SCOPE',
  SCOPE_UNCLEAR: 'guard.SCOPE_UNCLEAR',
  POLICY_UNREADABLE: 'guard.POLICY_UNREADABLE',
};
