import { classify } from './classify/classify.ts';
import { tokenize } from './tokenize.ts';

export type Piece = {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly start: number;
};

/** The statements of a text without their semicolons; a script is one. The whole text where it cannot be split. */
export function splitStatements(text: string): readonly Piece[] {
  const lexed = tokenize(text);
  const statements = lexed.outcome === 'tokens' ? classify(lexed.tokens)?.statements : undefined;
  if (lexed.outcome !== 'tokens' || statements === undefined) return [{ text, start: 0 }];
  return statements.map(({ from, to }) => {
    const [first, last] = [lexed.tokens[from], lexed.tokens[to - 1]];
    const start = first?.start ?? 0;
    return { text: text.slice(start, last === undefined ? start : last.start + last.text.length), start };
  });
}
