import { reemit } from './reemit.ts';
import { type Token, tokenize } from './tokenize.ts';

export type Verdict =
  | {
      readonly verdict: 'allow';
      /** What may be sent: re-emitted from the judged tokens. */
      readonly text: string;
    }
  | {
      readonly verdict: 'refuse';
      readonly code: RefusalCode;
      /** The offending word, as it stands in the statement; may be empty. */
      readonly word: string;
      /** 1-based. */
      readonly line: number;
      readonly column: number;
    };

export type RefusalCode =
  | 'EMPTY_STATEMENT'
  | 'MULTIPLE_STATEMENTS'
  | 'NOT_A_READ'
  | 'SIDE_EFFECT'
  | 'TOO_LONG'
  | 'NOT_SQL'
  | 'HINT';

const lengthLimit = 500_000;

const readHeads = new Set('SELECT WITH VALUES FROM TABLE SHOW DESCRIBE DESC EXPLAIN ('.split(' '));

// A statement that begins with one of these can still carry a write further on.
const carriers = new Set(['WITH', 'FROM', 'EXPLAIN', '(']);
const writeHeads = new Set(
  'INSERT UPDATE DELETE MERGE OVERWRITE DROP TRUNCATE CREATE ALTER REPLACE EXECUTE CALL COPY LOAD BEGIN'.split(' '),
);

const sideEffects = new Set(
  'HTTP_REQUEST REMOTE_QUERY SECRET TRY_SECRET REFLECT JAVA_METHOD TRY_REFLECT IDENTIFIER'.split(' '),
);

/** Allows one statement that only reads, by its first word; refuses everything else and everything unclear. */
export function judge(text: string): Verdict {
  if (text.length > lengthLimit) return refuse('TOO_LONG', text, 0);
  const lexed = tokenize(text);
  if (lexed.outcome === 'invalid') return refuse(lexed.why === 'hint' ? 'HINT' : 'NOT_SQL', text, lexed.at);
  const tokens = withoutLastSemicolons(lexed.tokens);
  const [head] = tokens;
  if (head === undefined) return refuse('EMPTY_STATEMENT', text, 0);
  const semicolon = tokens.find((token) => token.upper === ';');
  if (semicolon !== undefined) return refuse('MULTIPLE_STATEMENTS', text, semicolon.start, ';');
  if (!readHeads.has(head.upper)) return refuse('NOT_A_READ', text, head.start, head.text);
  const write = carriers.has(head.upper)
    ? tokens.find((token, index) => isWriteWord(token, tokens[index + 1]))
    : undefined;
  if (write !== undefined) return refuse('NOT_A_READ', text, write.start, write.text);
  const effect = tokens.find((token, index) => hasSideEffect(token, tokens[index + 1]));
  if (effect !== undefined) return refuse('SIDE_EFFECT', text, effect.start, effect.text);
  return { verdict: 'allow', text: reemit(tokens) };
}

/** `replace(…)` and `insert(…)` are functions. */
function isWriteWord(token: Token, next: Token | undefined): boolean {
  return token.kind === 'word' && writeHeads.has(token.upper) && next?.upper !== '(';
}

/** A function that reaches out of the warehouse; or `USING 'script'`, which starts a process. */
function hasSideEffect(token: Token, next: Token | undefined): boolean {
  const name = token.kind === 'name' ? token.text.slice(1, -1).toUpperCase() : token.upper;
  if (sideEffects.has(name) && next?.upper === '(') return true;
  return token.upper === 'USING' && next?.upper !== '(';
}

function withoutLastSemicolons(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.findLastIndex((token) => token.upper !== ';');
  return tokens.slice(0, last + 1);
}

function refuse(code: RefusalCode, text: string, at: number, word = ''): Verdict {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { verdict: 'refuse', code, word, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
