import { keywords } from './keywords.ts';
import type { Range, Source } from './source.ts';

/**
 * Where two names follow an operand without a keyword or a sign between them, or two numbers each other: `SELECT 1 a b`,
 * `LIMIT 5 10`. No query has that, an alias being one name. -1 where nothing of the kind is seen.
 */
export function junkIn(source: Source, { from, to }: Range): number {
  let operands = 0;
  let isHint = false;
  for (let index = from; index < to; index++) {
    const token = source.tokens[index];
    if (token === undefined) break;
    if (token.upper === '/*+') isHint = true;
    else if (token.upper === '*/') isHint = false;
    const isName = token.kind === 'name' || (token.kind === 'word' && !keywords.has(token.upper));
    if (token.kind === 'number') {
      if (source.tokens[index - 1]?.kind === 'number' && operands > 0) return index;
      operands = 1;
    } else if (token.kind === 'string') operands = 1;
    else operands = isName ? operands + 1 : 0;
    if (operands > 2 && !isHint) return index;
  }
  return -1;
}
