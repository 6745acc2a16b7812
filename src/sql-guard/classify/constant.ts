import { at, type Range, type Source } from './source.ts';

/** Words of an expression that are no column. */
const notColumns: ReadonlySet<string> = new Set(
  (
    'TRUE FALSE NULL AND OR NOT IS IN LIKE ILIKE RLIKE REGEXP BETWEEN EXISTS SELECT DISTINCT ANY ALL SOME DIV ' +
    'INTERVAL CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER SESSION_USER USER LOCALTIMESTAMP ESCAPE'
  ).split(' '),
);

/** Whether an expression names no column: literals, parameters, and functions of those. */
export function isConstant(source: Source, { from, to }: Range): boolean {
  for (let index = from; index < to; index++) {
    const token = source.tokens[index];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'name')) continue;
    if (!isWordOfConstant(source, index, from)) return false;
  }
  return true;
}

function isWordOfConstant(source: Source, index: number, from: number): boolean {
  const [word, before, next] = [at(source, index), at(source, index - 1), source.tokens[index + 1]];
  if (notColumns.has(word) || next?.upper === '(') return true;
  // `:name` is a parameter, `::type` a type, `DATE '…'` a literal, `INTERVAL 1 DAY` a unit.
  if (before === '::' || before === 'AS') return true;
  if (before === ':' && (index - 2 < from || !endsOperand(source, index - 2))) return true;
  if (next?.kind === 'string' && word !== '') return true;
  const amount = source.tokens[index - 1]?.kind;
  return (amount === 'number' || amount === 'string') && word !== '';
}

/** After an operand a colon is a path into a column, elsewhere it begins a parameter. */
function endsOperand(source: Source, index: number): boolean {
  const token = source.tokens[index];
  if (token === undefined) return false;
  return (
    (token.kind === 'word' && !notColumns.has(token.upper)) || token.kind === 'name' || /^[)\]]$/.test(token.upper)
  );
}
