import { at, nameEnd, type Source, stands, step } from '../classify/source.ts';
import { words } from '../words.ts';

/** A table that a statement names: its parts without quotes, or none where they cannot be seen. */
export type Relation = {
  readonly at: number;
  readonly to: number;
  readonly parts: readonly string[] | undefined;
  /** Never a name that a WITH gives: a table that is written to, one of a stream or of another time, a computed name. */
  readonly isStored: boolean;
};

/** Words after which the next clause begins, or a join: bare and alone, such a word is more likely that than a table. */
const structure = words(
  'ANTI CROSS EXCEPT FULL INNER INTERSECT JOIN LATERAL LEFT NATURAL ON RIGHT SEMI MINUS UNION USING FROM SELECT WHERE ' +
    'GROUP HAVING QUALIFY ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET WINDOW WITH VALUES TABLE INSERT INTO OVERWRITE SET ' +
    'AS AND OR NOT PIVOT UNPIVOT TABLESAMPLE WHEN BY DIRECTORY',
);

/** A bare word that may begin a clause. */
export function isStructure(word: string): boolean {
  return structure.has(word);
}

/** The name that begins at a place. `IDENTIFIER('a.b.c')` is one where the text is plain. */
export function relationAt(source: Source, index: number): Relation {
  const to = nameEnd(source, index, source.tokens.length);
  if (to === index) return unseen(index);
  const isStored = at(source, to) === '@' || isOfAnotherTime(source, to);
  if (at(source, index) === 'IDENTIFIER' && at(source, index + 1) === '(') {
    const text = step(source, index + 1) === index + 4 ? (source.tokens[index + 2]?.text ?? '') : '';
    const plain = /^(['"])([\w.]+)\1$/.exec(text)?.[2];
    const isWhole = to === index + 4;
    return { at: index, to, parts: plain !== undefined && isWhole ? plain.split('.') : undefined, isStored: true };
  }
  const tokens = source.tokens.slice(index, to).filter((token) => token.upper !== '.');
  const isSeen = !tokens.some((token) => token.upper === '(') && !(to === index + 1 && isStructure(at(source, index)));
  return { at: index, to, parts: isSeen ? tokens.map((token) => unquoted(token.text)) : undefined, isStored };
}

/** `VERSION AS OF 3`, `FOR SYSTEM_TIME AS OF …`: a name that a WITH gives has no other time. */
export function isOfAnotherTime(source: Source, index: number): boolean {
  const start = at(source, index) === 'FOR' ? index + 1 : index;
  return /^(SYSTEM_)?(VERSION|TIME(STAMP)?)$/.test(at(source, start)) && stands(source, start + 1, 'AS', 'OF');
}

/** A table that is written to. */
export function targetAt(source: Source, index: number): Relation {
  return { ...relationAt(source, index), isStored: true };
}

/** Something that may be a table, or hide one. */
export function unseen(index: number): Relation {
  return { at: index, to: index + 1, parts: undefined, isStored: true };
}

export function unquoted(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text;
}
