import { type Finding, found } from './finding.ts';
import { nameAt } from './name-at.ts';
import { at, opensAt, type Source, step } from './source.ts';

/** Options of a table of another system that hold SQL for it, or that lead elsewhere. Source: Spark's `JDBCOptions`. */
const leading: readonly string[] = [
  'query',
  'dbtable',
  'preparequery',
  'sessioninitstatement',
  'preactions',
  'postactions',
  'url',
  'driver',
  'connectionprovider',
  'host',
];

/** `FROM t WITH ('query' = '…')`: an option with SQL, or one whose name cannot be read plainly. `open` is the bracket. */
export function hiddenSqlIn(source: Source, open: number): readonly Finding[] {
  const end = step(source, open);
  const findings: Finding[] = [];
  for (let place = open + 1; place < end; place = step(source, place)) {
    const before = at(source, place - 1);
    const isKey = before === '(' || before === ',';
    if (isKey && place < end - 1 && !isHarmless(source, place))
      findings.push(found('RUNS_HIDDEN_SQL', place, place + 3));
  }
  return findings;
}

/** `read_files('…', query => '…')`: the same of the arguments of a function that reads from elsewhere. */
export function hiddenArgumentsIn(source: Source, open: number): readonly Finding[] {
  const end = step(source, open);
  const findings: Finding[] = [];
  for (let place = open + 1; place < end; place = step(source, place)) {
    if (at(source, place + 1) === '=>' && leading.includes(nameAt(source, place)))
      findings.push(found('RUNS_HIDDEN_SQL', place, place + 3));
  }
  return findings;
}

/** Whether an option has a plain name, and one that is none of those above. Texts side by side may be one name. */
function isHarmless(source: Source, place: number): boolean {
  const token = source.tokens[place];
  if (token?.kind === 'symbol' || opensAt(source, place + 1)) return false;
  if (token?.kind !== 'string') return !isLeadingName(source, place);
  let text = '';
  for (let index = place; source.tokens[index]?.kind === 'string'; index++) {
    const plain = /^(["'])([^"'\\]*)\1$/.exec(source.tokens[index]?.text ?? '')?.[2];
    // With escapes, or raw: it is not looked into where it may still make one of those names.
    if (plain === undefined) return false;
    text += plain.toLowerCase();
    if (leading.includes(text)) return false;
    if (!canLead(text)) return true;
  }
  return true;
}

/** Whether an option that leads elsewhere begins like this. */
function canLead(start: string): boolean {
  return leading.some((name) => name.startsWith(start));
}

/** `query`, `a.query`: any part counts. */
function isLeadingName(source: Source, place: number): boolean {
  let index = place;
  while (!leading.includes(nameAt(source, index)) && at(source, index + 1) === '.') index += 2;
  return leading.includes(nameAt(source, index));
}
