import { importAt } from './imports.ts';
import { type Found, lineCounter } from './look.ts';
import { isFilled, isPlain, isSql, type Magic, sqlOf, withoutOptions } from './magics.ts';
import { OwnNames } from './own-names.ts';
import { isSign, isWord, keywords, pythonTokens, type Token } from './python-tokens.ts';
import { literalAt, sqlCallAt } from './sql-calls.ts';
import { toldName } from './told-names.ts';

/** Python in texts, and magics in magics: nobody writes more. */
const deepest = 5;
const mostTargets = 20;

/**
 * Adds what Python calls with which literal SQL, and what hides what it does; gives the tokens of the text. `firstLine` is
 * that of the text in its cell.
 */
export function lookAtText(text: string, firstLine: number, { literals, unseen }: Found, depth = 0): readonly Token[] {
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
    else if (token.kind === 'odd') tell(token.text);
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
  return tokens;

  function lookAtName(index: number, name: string, tell: (what: string) => void): void {
    const isMember = isSign(tokens[index - 1], '.') || isOfPattern(index);
    const isOwn = !isMember && own.has(index);
    const call = sqlCallAt(tokens, index);
    if (call !== undefined) {
      for (const { value, sourceAt } of call.sql)
        literals.push({ sql: value, lineAt: (offset) => lineAt(sourceAt(offset)) });
      if (call.told !== undefined && !isOwn) tell(call.told);
    } else if (name === 'sql' || name === 'table') {
      if (!isOwn && isTaken(index)) tell(`${isMember ? '.' : ''}${name}`);
    } else if (isMember && ['query', 'eval'].includes(name)) {
      if (isSign(tokens[index + 1], '(')) lookAtQuery(index + 2, () => tell(`.${name}(…)`));
      else if (!isSign(tokens[index + 1], '.', '=') || isOfPattern(index)) tell(`.${name}`);
    } else {
      const what = isOwn ? undefined : toldName(tokens, index, isMember);
      if (what !== undefined) tell(what);
    }
  }

  /** `case object(name=…)` takes a member by its name. */
  function isOfPattern(index: number): boolean {
    return isWord(head, 'case') && isSign(tokens[index + 1], '=') && !isSign(tokens[index + 2], '=');
  }

  /** Whether `sql` or `table` may be called by another name later. */
  function isTaken(index: number): boolean {
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    if (isOfPattern(index)) return true;
    // What such a function has for members begins with `_`.
    if (isSign(next, '.') || isWord(before, 'def', 'as', 'del', 'global', 'nonlocal', 'class')) return false;
    const isGiven = isSign(next, '=') && !isSign(tokens[index + 2], '=');
    const isAnnotated = isSign(next, ':') && (tokens[index]?.indent !== undefined || isSign(tokens[index + 2], '='));
    if (isGiven || isAnnotated || isTarget(index)) return false;
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
