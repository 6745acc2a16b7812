import { tokenize } from '../dialect/lex/tokenize.ts';

/** A statement's text with the texts of its parameters in it: `?` by their order, `:name` by their names. */
export function fillParameters(
  statement: string,
  given: readonly { readonly name?: string; readonly text: string }[],
): string {
  let filled = '';
  let from = 0;
  let next = 0;
  for (const token of tokenize(statement)) {
    const isPlace = token.kind === 'symbol' && token.value === '?';
    if (!isPlace && token.kind !== 'parameter') continue;
    const found = isPlace ? given[next] : given.find(({ name }) => name === token.value);
    if (isPlace) next += 1;
    if (!found) continue;
    filled += `${statement.slice(from, token.at)} ${found.text} `;
    from = token.end;
  }
  return filled + statement.slice(from);
}
