import { type Found, type Look, lineCounter } from './look.ts';
import { lookAtText } from './look-at-text.ts';
import { isFilled, isPlain, isSql, sqlOf } from './magics.ts';

/** With one `%`, too, they take the whole cell. */
const languages = new Set(['sh', 'scala', 'r', 'fs', 'run', 'bash']);

/** What can be read of a cell before it runs: its literal SQL, and where it does what cannot be seen. Never throws. */
export function lookAtCell(source: string): Look {
  // As Python ends its lines, and without the indentation that the kernel takes from the first one.
  const text = source.replace(/\r\n?/g, '\n').replace(/^[\s\p{Cc}]+/u, (blank) => blank.replace(/[^\n]/g, ''));
  const found: Found = { literals: [], unseen: [] };
  const tokens = lookAtText(text, 1, found);
  // Behind those that leave the rest of the cell to Python.
  const head = tokens.find((token) => !(token.kind === 'magic' && token.sign === '%%' && isPlain(token)));
  if (head?.kind !== 'magic' || !head.sign.startsWith('%')) return found;
  const lineAt = lineCounter(text, 1);
  const { sign, name, rest, restAt } = head;
  const language = name.toLowerCase();
  const at = lineAt(head.at);
  const before = found.unseen.filter(({ line }) => line < at);
  // Other languages call it `spark.sql("…")`, too; and where the cluster takes only the first line for the magic, the
  // others are Python.
  if (isSql(head)) {
    const whole = text.slice(restAt);
    const filled = isFilled(whole) ? [{ line: at, what: '%sql {…}' }] : [];
    const others = rest.trim() === '' ? [] : found.unseen.filter(({ line }) => line > at);
    return {
      literals: [
        ...(whole.trim() === '' ? [] : [sqlOf(whole, at)]),
        ...found.literals.filter(({ lineAt: line }) => line(0) !== at),
      ],
      unseen: [...before, ...filled, ...others],
    };
  }
  // Words for people.
  if (language === 'md') return { literals: found.literals, unseen: before };
  if (sign === '%%' || languages.has(language))
    return { literals: found.literals, unseen: [...before, { line: at, what: `${sign}${name}` }] };
  return found;
}
