import type { Random } from '../../sql-guard/random.ts';
import { BARE, CHANGES } from './changes.ts';
import { PRODUCTIONS, TABLES } from './productions.ts';

/** An expression: its type, and the text of its production with the expressions that stand in it. */
export type Tree = { readonly type: string; readonly pieces: readonly (string | Tree)[] };

const TYPES = Object.keys(PRODUCTIONS);
const productions = new Map(
  Object.entries({ ...PRODUCTIONS, ...CHANGES }).map(([type, text]) => [
    type,
    text
      .trim()
      .split(type === 'query' || type === 'change' ? ',,' : '|')
      .map((each) => each.trim()),
  ]),
);
const leaf = (production: string): boolean => !/\{(?!bar\}|\{)\w+\}/.test(production);

function expand(type: string, production: string, random: Random, depth: number): Tree {
  const pieces = production
    .replaceAll('{bar}', '\u0001')
    .replaceAll('{{', '\u0002')
    .replaceAll('}}', '\u0003')
    .split(/(\{\w+\})/)
    .map((piece) => {
      const wanted = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (wanted !== undefined) return tree(wanted, random, depth - 1);
      return piece.replaceAll('\u0001', '|').replaceAll('\u0002', '{').replaceAll('\u0003', '}');
    });
  return { type, pieces };
}

function tree(type: string, random: Random, depth: number): Tree {
  const all = productions.get(type) ?? [];
  const leaves = all.filter(leaf);
  const chosen = depth <= 0 || random.below(4) === 0 ? leaves : all;
  return expand(type, random.pick(chosen.length > 0 ? chosen : all), random, depth);
}

export const generateTree = (random: Random): Tree => tree(random.pick(TYPES), random, 1 + random.below(3));
/** A statement that changes rows. */
export const generateChange = (random: Random): Tree => tree('change', random, 1 + random.below(3));

const every = (type: string, random: Random): Tree[] =>
  (productions.get(type) ?? []).filter((each) => !leaf(each)).map((each) => expand(type, each, random, 1));
/** A tree for each production once, so that no function is left to luck. */
export const everyProduction = (random: Random): Tree[] => TYPES.flatMap((type) => every(type, random));
export const everyChange = (random: Random): Tree[] => every('change', random);

const tables = (text: string): string => text.replace(/<([tu])>/g, (_, name: string) => TABLES[name] ?? '');

function textOf({ pieces }: Tree): string {
  const part = (piece: Tree): string => (BARE.has(piece.type) ? textOf(piece) : `(${textOf(piece)})`);
  return pieces.map((piece) => (typeof piece === 'string' ? piece : part(piece))).join('');
}

/** The statement that a tree is: a query, a change, or a SELECT of an expression. */
export const statementOf = (tree: Tree): string =>
  tables(tree.type === 'query' || tree.type === 'change' ? textOf(tree) : `SELECT ${textOf(tree)} AS r`);

/** Smaller trees, of which one may still show the same. */
export function* smaller(root: Tree): Generator<Tree> {
  for (const [index, piece] of root.pieces.entries()) {
    if (typeof piece === 'string') continue;
    yield piece;
    const replaced = (by: Tree): Tree => ({ ...root, pieces: root.pieces.with(index, by) });
    if (piece.pieces.length > 1) {
      const leaves = (productions.get(piece.type) ?? []).filter(leaf).slice(0, 4);
      for (const text of leaves) yield replaced({ type: piece.type, pieces: [text] });
    }
    for (const less of smaller(piece)) if (less.type === piece.type) yield replaced(less);
  }
}
