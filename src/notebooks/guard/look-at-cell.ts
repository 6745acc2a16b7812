import { type Found, type Look, lookAtText } from './look-at-text.ts';
import { afterLine, type Inside, nowhere } from './python-lines.ts';

/** A magic that holds Python itself, or does nothing to data. */
const plainMagics = new Set([
  ...['python', 'md', 'time', 'timeit', 'capture', 'matplotlib', 'config', 'precision', 'pprint', 'load_ext'],
  ...['autoreload', 'reload_ext'],
]);
/** Magics in magics: nobody writes more. */
const deepest = 5;
const otherCells = new Set(['sh', 'scala', 'r', 'fs', 'run', 'bash']);

// Python takes control characters for space where JavaScript does not.
const magic = /^[\s\p{Cc}]*(%{1,2}(?=[\w!])|!(?!=))[ \t]*(\w*)[ \t]*(.*)$/su;
/** IPython takes whatever stands before the `=`. */
const assignedMagic =
  /^(?:[^'"#]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*?[^=!<>]=\s*(%(?=\w)|!(?!=))[ \t]*(\w*)[ \t]*(.*)$/s;
/** Behind the options of a magic. */
const nestedMagic = /^(?:.*?[\s(])?(%{1,2}(?=\w)|!(?!=))[ \t]*(\w*)[ \t]*(.*)$/s;
/** What IPython takes away from a line that was copied with its prompt. */
const prompt = /^\s*(?:>>> ?|\.\.\. ?|In \[\d+\]:[ \t]*)/;
/** A line that is no Python, which IPython makes a call of. */
const quoted = /^[\s\p{Cc}]*([;,/])[ \t]*(\w+)/u;
const bare = /^\s*([A-Za-z_]\w*)[ \t]+(?=[\w/~'"])((\w*).*)$/s;
const keywords = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'class', 'continue'],
  ...['def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in'],
  ...['is', 'lambda', 'match', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'type', 'while'],
  ...['with', 'yield'],
]);

/** What can be read of a cell before it runs: its literal SQL, and where it does what cannot be seen. Never throws. */
export function lookAtCell(source: string): Look {
  // As Python ends its lines.
  return lookAtLines(source.split(/\r\n?|\n/), 0, 0);
}

function lookAtLines(lines: readonly string[], before: number, depth: number): Look {
  const first = lines.findIndex((line) => /[^\s\p{Cc}]/u.test(line));
  const at = before + first + 1;
  const [, sign = '', name = '', rest = ''] = magic.exec(lines[first] ?? '') ?? [];
  const language = name.toLowerCase();
  const below = lines.slice(first + 1);
  const isPlain = plainMagics.has(language);
  if (sign === '%%' && isPlain && depth < deepest) {
    const look = lookAtLines(below, at, depth + 1);
    const own: Found = { literals: [], unseen: [] };
    lookAtMagic({ sign, language, rest }, at, own, 0);
    return { literals: [...own.literals, ...look.literals], unseen: [...own.unseen, ...look.unseen] };
  }
  const python = lookAtPython(lines, before);
  const isWhole = sign.startsWith('%') && (sign === '%%' || otherCells.has(language));
  // Other languages call it `spark.sql("…")`, too; and where the cluster takes only the first line for the magic, the
  // others are Python.
  if (sign.startsWith('%') && language === 'sql') {
    const sql = [rest, ...below].join('\n');
    const whole = sql.trim() === '' ? [] : [{ sql, line: at }];
    const filled = /\{\w+\}|\$\w/.test(sql) ? [{ line: at, what: '%sql {…}' }] : [];
    const others = rest.trim() === '' ? [] : python.unseen.filter(({ line }) => line > at);
    return {
      literals: [...whole, ...python.literals.filter(({ line }) => line > at)],
      unseen: [...filled, ...others],
    };
  }
  // Words for people.
  if (sign === '%' && language === 'md') return { literals: python.literals, unseen: [] };
  if (isWhole && !isPlain) return { literals: python.literals, unseen: [{ line: at, what: `${sign}${name}` }] };
  return python;
}

function lookAtPython(lines: readonly string[], before: number): Look {
  const found: Found = { literals: [], unseen: [] };
  const python: string[] = [];
  let inside: Inside = nowhere;
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(inside === nowhere ? prompt : /^$/, '');
    const number = before + at + 1;
    const [, sign, name = '', begin = ''] =
      inside.text === undefined ? (magic.exec(line) ?? assignedMagic.exec(line) ?? []) : [];
    if (sign === undefined) {
      if (inside === nowhere) lookAtNoPython(line, number, found);
      python.push(line);
      inside = afterLine(line, inside);
      continue;
    }
    let rest = begin;
    // In brackets it may be an operator: then the line is Python, too.
    if (inside !== nowhere) {
      python.push(line);
      inside = afterLine(line, inside);
    } else {
      python.push('');
      for (; rest.endsWith('\\') && at + 1 < lines.length; python.push(''))
        rest = `${rest.slice(0, -1)}\n${lines[++at]}`;
    }
    lookAtMagic({ sign, language: name.toLowerCase(), rest }, number, found, 0);
  }
  lookAtText(python.join('\n'), before + 1, found);
  return found;
}

type Magic = { readonly sign: string; readonly language: string; readonly rest: string };

function lookAtMagic({ sign, language, rest }: Magic, line: number, { literals, unseen }: Found, depth: number): void {
  if (!sign.startsWith('!') && language === 'sql') {
    if (rest.trim() !== '') literals.push({ sql: rest, line });
    if (/\{\w+\}|\$\w/.test(rest)) unseen.push({ line, what: '%sql {…}' });
    return;
  }
  if (sign === '!' || !plainMagics.has(language)) unseen.push({ line, what: `${sign}${language}` });
  if (sign === '!') return;
  const [, nested, name = '', more = ''] = nestedMagic.exec(rest) ?? [];
  if (nested !== undefined) {
    if (depth === deepest) unseen.push({ line, what: `${nested}${name}` });
    else lookAtMagic({ sign: nested, language: name.toLowerCase(), rest: more }, line, { literals, unseen }, depth + 1);
  } else lookAtNoPython(rest, line, { literals, unseen });
  // By itself: its quotes are not those of the lines below it.
  lookAtText(rest, line, { literals, unseen });
}

function lookAtNoPython(line: string, number: number, { literals, unseen }: Found): void {
  const [, sign, called] = quoted.exec(line) ?? [];
  if (sign !== undefined) unseen.push({ line: number, what: `${sign}${called}` });
  const [, name = '', rest = '', next = ''] = bare.exec(line) ?? [];
  if (name === '' || keywords.has(name) || keywords.has(next)) return;
  if (name === 'sql') literals.push({ sql: rest, line: number });
  else unseen.push({ line: number, what: name });
}
