import { quoted } from '../../sql-guard/quoted.ts';
import { inLine } from '../result/escape.ts';
import type { Place, Way } from './hop.ts';
import type { Branch, Root, Tree } from './walk.ts';

const dayMs = 24 * 3600 * 1000;
/** An edge whose last event is so many days older than the newest is likely to be over, and is dated. */
const oldDays = 30;

type About = {
  readonly ways: readonly Way[];
  /** The table that was asked about; its columns are the roots where it is no root itself. */
  readonly table: string;
  /** The newest moment of the tree. */
  readonly newest: string | undefined;
};

/** A line for each branch: `<-` for what data comes from, `->` for what is made from it. */
export function treeLines({ roots }: Tree, about: About): string[] {
  const [first] = roots;
  if (first?.place.kind === 'table') return [inLine(about.table), ...rootLines(first, about, 1)];
  return [
    inLine(about.table),
    ...roots.flatMap((root) => [`  ${shortNameOf(root.place)}`, ...rootLines(root, about, 2)]),
  ];
}

function rootLines(root: Root, about: About, step: number): string[] {
  return about.ways.flatMap((way) => {
    const branches = root.branches.filter((branch) => branch.way === way);
    if (branches.length === 0 && root.more[way] === 0) return [`${indent(step)}no ${way} lineage is recorded`];
    return [...branches.flatMap((branch) => branchLines(branch, about, step)), ...moreLine(root.more[way], step)];
  });
}

function branchLines(branch: Branch, about: About, step: number): string[] {
  const { way, place, more, branches } = branch;
  const remarks = remarksOf(branch, about.newest);
  const told = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
  const open = branch.ending === 'full' || branch.ending === 'late' ? ' …' : '';
  return [
    `${indent(step)}${way === 'upstream' ? '<-' : '->'} ${nameOf(place)}${told}${open}`,
    ...branches.flatMap((one) => branchLines(one, about, step + 1)),
    ...moreLine(more, step + 1),
  ];
}

const indent = (step: number) => '  '.repeat(step);

function moreLine(count: number, step: number): string[] {
  return count === 0 ? [] : [`${indent(step)}… ${count} more`];
}

/** As SQL writes it: a column that is no plain name stands in backticks. */
function columnName(column: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(column) ? column : quoted(column);
}

/** A column under the line of its own table. */
function shortNameOf(place: Place): string {
  return place.kind === 'column' ? inLine(columnName(place.column)) : nameOf(place);
}

function nameOf(place: Place): string {
  switch (place.kind) {
    case 'table':
      return inLine(place.full);
    case 'column':
      return inLine(`${place.full}.${columnName(place.column)}`);
    case 'file':
      return `file ${inLine(place.path)}`;
    case 'hidden':
      return `${place.count} without a name (hidden from you, or no table)`;
  }
}

function remarksOf({ place, ending, last }: Branch, newest: string | undefined): string[] {
  const type =
    place.kind === 'table' && place.type !== undefined ? [place.type.toLowerCase().replaceAll('_', ' ')] : [];
  const told = ending === undefined || ending === 'full' || ending === 'late' || ending === 'deep' ? [] : [ending];
  const age = last === undefined || newest === undefined ? 0 : Date.parse(`${newest}Z`) - Date.parse(`${last}Z`);
  return [...type.map(inLine), ...told, ...(age > oldDays * dayMs ? [`last on ${last?.slice(0, 10)}`] : [])];
}
