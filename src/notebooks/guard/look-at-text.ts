import { importAt } from './imports.ts';
import { type Found, lineCounter } from './look.ts';
import { isFilled, isPlain, isSql, type Magic, sqlOf, withoutOptions } from './magics.ts';
import { OwnNames } from './own-names.ts';
import { isSign, isWord, pythonTokens, type Token } from './python-tokens.ts';
import { literalAt, sqlCallAt } from './sql-calls.ts';
import { toldName } from './told-names.ts';

/** Python in texts, and magics in magics: nobody writes more. */
const deepest = 5;
const mostTargets = 20;
const keywords = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'class', 'continue'],
  ...['def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in'],
  ...['is', 'lambda', 'match', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'type', 'while'],
  ...['with', 'yield'],
]);

/** What Python calls with which literal SQL, and what hides what it does. `firstLine` is that of the text in its cell. */
export function lookAtText(text: string, firstLine: number, { literals, unseen }: Found, depth = 0): void {
  const tokens = pythonTokens(text);
  const own = new OwnNames(tokens);
  const lineAt = lineCounter(text, firstLine);
  const begins = tokens.filter(
    (token) => token.indent !== undefined && !(token.kind === 'magic' && token.sign === '%%'),
  );
  const isOneLine = begins.length === 1;
  let head: Token | undefined;
  let passed = 0;
  for (const [index, token] of tokens.entries()) {
    own.pass(index);
    if (token.indent !== undefined) head = token;
    if (index < passed) continue;
    const line = lineAt(token.at);
    const tell = (what: string) => unseen.push({ line, what });
    if (token.kind === 'magic') lookAtMagic(token, line);
    else if (token.kind === 'unclosed') tell('"…');
    else if (token.kind === 'string' && token.literal?.value === 'jdbc') tell('"jdbc"');
    if (token.kind !== 'word') continue;
    const imported = importAt(tokens, index);
    if (imported !== undefined) {
      imported.told.forEach(tell);
      if (imported.names.some((name) => name === '*' || name === 'sql' || name === 'table')) own.forget();
      passed = imported.end;
      continue;
    }
    if (token.indent !== undefined && isCommand(index)) {
      if (token.text !== 'sql') tell(token.text);
      else literals.push(sqlOf(text.slice(token.at + 3).trim(), line));
    }
    lookAtName(index, token.text, tell);
  }

  function lookAtName(index: number, name: string, tell: (what: string) => void): void {
    const isMember = isSign(tokens[index - 1], '.');
    const isOwn = !isMember && own.has(index);
    const call = sqlCallAt(tokens, index);
    if (call !== undefined) {
      for (const { value, sourceAt } of call.sql)
        literals.push({ sql: value, lineAt: (offset) => lineAt(sourceAt(offset)) });
      if (call.told !== undefined && !isOwn) tell(call.told);
    } else if (name === 'sql' || name === 'table') {
      if (!isOwn && isTaken(index)) tell(`${isMember ? '.' : ''}${name}`);
    } else if (isMember && ['query', 'eval'].includes(name) && isSign(tokens[index + 1], '(')) {
      lookAtQuery(index + 2, () => tell(`.${name}(…)`));
    } else {
      const what = toldName(tokens, index, isOwn);
      if (what !== undefined) tell(what);
    }
  }

  /** Whether `sql` or `table` may be called by another name later. */
  function isTaken(index: number): boolean {
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    // What such a function has for members begins with `_`.
    if (isSign(next, '.') || isWord(before, 'def', 'as', 'del', 'global', 'nonlocal', 'class')) return false;
    if (isSign(next, '=') && !isSign(tokens[index + 2], '=')) return isWord(head, 'case');
    if (isTarget(index)) return false;
    // It is told of the call itself.
    return !(isSign(before, '(') && isWord(tokens[index - 2], 'sql', 'table') && isSign(next, ')', ','));
  }

  /** Of a comprehension or a loop: `for a, b in`. */
  function isTarget(index: number): boolean {
    let at = index - 1;
    while (index - at < mostTargets && isSign(tokens[at], ',') && tokens[at - 1]?.kind === 'word') at -= 2;
    return isWord(tokens[at], 'for');
  }

  /** Of a DataFrame of pandas, whose texts are Python. */
  function lookAtQuery(from: number, tell: () => void): void {
    const given = literalAt(tokens, from, 'expr');
    if (given !== undefined && depth < deepest)
      lookAtText(given.value, lineAt(given.sourceAt(0)), { literals, unseen }, depth + 1);
    else if (!isSign(tokens[from], ')')) tell();
  }

  function lookAtMagic(magic: Magic, line: number): void {
    const { sign, name, rest } = magic;
    if (sign.startsWith('?')) return;
    if (isSql(magic)) {
      const given = sqlOf(rest, line);
      if (rest.trim() !== '') literals.push(given);
      if (isFilled(rest)) unseen.push({ line, what: '%sql {…}' });
      return;
    }
    const isKnown = isPlain(magic) && depth < deepest;
    if (!isKnown) unseen.push({ line, what: `${sign}${name}` });
    const inside = { literals, unseen: isKnown ? unseen : [] };
    if (sign.startsWith('%') && depth < deepest) lookAtText(withoutOptions(rest), line, inside, depth + 1);
  }

  /** A name and what is given to it, as no Python is written: where a cell is nothing else, IPython makes a call of it. */
  function isCommand(index: number): boolean {
    const [token, next] = [tokens[index], tokens[index + 1]];
    if (!isOneLine || token?.kind !== 'word' || keywords.has(token.text)) return false;
    return next?.kind === 'string' || (next?.kind === 'word' && !keywords.has(next.text));
  }
}
