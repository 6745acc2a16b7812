import { at, type Source, step } from '../classify/source.ts';

/** Properties that Spark hands on as options, in quotes or before the point of a name. */
const handedOn = /^[`'"]?(?:options?|path|location)\b/i;

/** Options of a table, which may give it another path: `FROM t WITH (path = '…')`. The first such place; -1 where there is none. */
export function leadsElsewhere(source: Source): number {
  for (let index = 0; index < source.tokens.length; index++) {
    if (at(source, index + 1) !== '(' || at(source, index - 1) === '.') continue;
    const word = at(source, index);
    if (word === 'WITH' || (word === 'TBLPROPERTIES' && hasPath(source, index + 1))) return index;
  }
  return -1;
}

function hasPath(source: Source, open: number): boolean {
  for (let index = open + 1; index < step(source, open); index = step(source, index)) {
    const before = at(source, index - 1);
    if ((before === '(' || before === ',') && handedOn.test(source.tokens[index]?.text ?? '')) return true;
  }
  return false;
}
