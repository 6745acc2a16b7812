import type { Random } from '../../sql-guard/random.ts';
import { BARE, CHANGES } from './changes.ts';
import { BARE_IN_FUNCTIONS, FUNCTIONS } from './functions.ts';
import { PRODUCTIONS, TABLES } from './productions.ts';

/** An expression: its type, and the text of its production with the expressions that stand in it. */
export type Tree = { readonly type: string; readonly pieces: readonly (string | Tree)[] };

const TYPES = Object.keys(PRODUCTIONS);
/** What is a statement by itself. */
const WHOLE: ReadonlySet<string> = new Set(['query', 'change', 'routine']);
const bare: ReadonlySet<string> = new Set([...BARE, ...BARE_IN_FUNCTIONS]);
const productions = new Map(
  Object.entries({ ...PRODUCTIONS, ...CHANGES, ...FUNCTIONS }).map(([type, text]) => [
    type,
    text
      .trim()
      .split(WHOLE.has(type) ? ',,' : '|')
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
/** A function with a call of it. */
export const generateFunction = (random: Random): Tree => tree('routine', random, 1 + random.below(3));
export const everyFunction = (random: Random): Tree[] => [...every('routine', random), ...everyPart(random)];
/** A call for each body, each way to make rows and each list of arguments, so that none is left to luck. */
const everyPart = (random: Random): Tree[] =>
  ['body', 'made', 'given', 'misused', 'parameters'].flatMap((type) =>
    (productions.get(type) ?? []).map((text) => {
      const whole = (productions.get('routine') ?? []).filter((each) => each.includes(`{${type}}`));
      const { pieces } = expand('routine', random.pick(whole), random, 1);
      const own = expand(type, text, random, 1);
      return {
        type: 'routine',
        pieces: pieces.map((piece) => (typeof piece !== 'string' && piece.type === type ? own : piece)),
      };
    }),
  );

const tables = (text: string): string => text.replace(/<([tu])>/g, (_, name: string) => TABLES[name] ?? '');

function textOf({ pieces }: Tree): string {
  const part = (piece: Tree): string => (bare.has(piece.type) ? textOf(piece) : `(${textOf(piece)})`);
  return pieces.map((piece) => (typeof piece === 'string' ? piece : part(piece))).join('');
}

/** The statement that a tree is: a query, a change, or a SELECT of an expression. */
export const statementOf = (tree: Tree): string =>
  tables(WHOLE.has(tree.type) ? textOf(tree) : `SELECT ${textOf(tree)} AS r`);

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
