import { inLine, quoted } from '../result/escape.ts';
import { textBlock } from '../result/text-block.ts';
import { entityLines } from './entity-lines.ts';
import type { Question, Traced } from './trace.ts';
import { treeLines } from './tree-lines.ts';
import type { Branch, Ending, Tree } from './walk.ts';

type About = Question & {
  /** Columns that were left out, because there are too many. */
  readonly columnsLeft: number;
  /** Whether the caller may look at the table itself. */
  readonly isForbidden: boolean;
  /** The greatest limit that may be asked for. */
  readonly mostEntries: number;
};

/** A tree and who reads and writes, as data; before them in our words who answered, how fresh it is and what is missing. */
export function lineageText(traced: Traced, about: About): string {
  const { tree } = traced;
  const { ways, table, limit } = about;
  const newest = newestOf(tree, about);
  const entities = entityLines(tree.entities, ways, Math.ceil(limit / 5));
  return [
    [sourceLine(traced, newest), ...cutLines(traced, about)].join('\n'),
    textBlock(treeLines(tree, { ways, table, newest }).join('\n')),
    ...(entities.length === 0 ? [] : [textBlock(entities.join('\n'))]),
  ].join('\n');
}

function sourceLine({ system }: Traced, newest: string | undefined): string {
  const fresh = newest === undefined ? '' : ` Newest event: ${newest}${system ? ' UTC' : ''}.`;
  if (system === undefined) return `Source: the lineage API.${fresh}`;
  const warehouse = system.warehouse === undefined ? '' : ` on SQL warehouse ${inLine(system.warehouse)}`;
  return (
    `Source: system.access.${system.table}${warehouse}, because the lineage API answered ${quoted(system.because)}. ` +
    `It keeps 395 days; what is older is not shown.${fresh}`
  );
}

function cutLines({ tree, system }: Traced, about: About): string[] {
  const { depth, limit, mostEntries, columnsLeft, ways, isForbidden } = about;
  const endings = new Set<Ending | undefined>(branchesOf(tree).map(({ ending }) => ending));
  const isCut = endings.has('full') || branchesOf(tree).some(({ more }) => more > 0) || tree.roots.some(hasMore);
  const ways_out = [
    'a table of the tree',
    ...(ways.length > 1 ? ['one direction'] : []),
    ...(limit < mostEntries ? [`a limit up to ${mostEntries}`] : []),
  ];
  return [
    ...(isForbidden ? ['You may not look at this table, so there may be lineage that you are not shown.'] : []),
    ...(isCut ? [`Cut at ${limit} entries: … marks where. For more, ask for ${ways_out.join(', or ')}.`] : []),
    ...(endings.has('late') ? ['Partial: the time for an answer was over before what … marks was looked at.'] : []),
    ...(endings.has('deep') ? [`Followed ${depth} ${depth === 1 ? 'step' : 'steps'}; there may be more beyond.`] : []),
    ...(columnsLeft > 0 ? [`${columnsLeft} more columns are not shown: ask for one by its name.`] : []),
    ...(system?.isCut ? ['The system table had more rows than were read; the oldest events are missing.'] : []),
  ];
}

function hasMore({ more }: Tree['roots'][number]): boolean {
  return more.upstream + more.downstream > 0;
}

function branchesOf({ roots }: Tree): Branch[] {
  const all = (branches: readonly Branch[]): Branch[] => branches.flatMap((one) => [one, ...all(one.branches)]);
  return roots.flatMap(({ branches }) => all(branches));
}

function newestOf(tree: Tree, { ways }: Question): string | undefined {
  const entities = ways.flatMap((way) => tree.entities[way]);
  const moments = [...branchesOf(tree), ...entities].flatMap(({ last }) => last ?? []);
  return moments.sort().at(-1);
}
