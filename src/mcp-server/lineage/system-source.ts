import type { Row } from '../../databricks-api/statements.ts';
import type { Answer, LineageSource, Neighbour, Place, Way } from './hop.ts';
import { momentOf } from './hop.ts';
import { systemEntities } from './system-entities.ts';
import type { AskSystem, Value } from './system-rows.ts';
import { batch, columnsSql, neighboursSql } from './system-sql.ts';

/** The system tables: one statement for each step and way, or a few where there are many places. */
export function systemSource(ask: AskSystem): LineageSource {
  return async (places, { ways, entities, signal }) => {
    const batches = Array.from({ length: Math.ceil(places.length / batch) }, (_, index) =>
      places.slice(index * batch, (index + 1) * batch),
    );
    const answers: Answer[] = [];
    for (const some of batches) {
      const rows = (way: Way) => (ways.includes(way) ? rowsOf(ask, way, some, signal) : []);
      try {
        const [upstream, downstream] = [await rows('upstream'), await rows('downstream')];
        const found = entities ? { entities: await systemEntities(ask, some, ways, signal) } : {};
        for (const place of some) {
          const near = (all: readonly Row[]) => all.flatMap((row) => neighbourIn(row, place));
          answers.push({ hop: { upstream: near(upstream), downstream: near(downstream), ...found } });
        }
      } catch (failure) {
        answers.push(...some.map(() => ({ failure })));
      }
    }
    return answers;
  };
}

function rowsOf(ask: AskSystem, way: Way, places: readonly Place[], signal: AbortSignal): Promise<readonly Row[]> {
  const isColumns = places[0]?.kind === 'column';
  return ask((isColumns ? columnsSql : neighboursSql)[way], parametersOf(places, isColumns), signal);
}

/** Places that are not there are NULL, which equals nothing. */
function parametersOf(places: readonly Place[], isColumns: boolean): Value[] {
  return Array.from({ length: batch }, (_, index): Value[] => {
    const place = places[index];
    const full = place?.kind === 'table' || place?.kind === 'column' ? place.full : null;
    const column = place?.kind === 'column' ? place.column : null;
    const table = { name: `t${index + 1}`, value: full };
    return isColumns ? [table, { name: `c${index + 1}`, value: column }] : [table];
  }).flat();
}

/** What a row says of a place; nothing where it is of another. */
function neighbourIn(row: Row, place: Place): Neighbour[] {
  if (place.kind === 'table') {
    const [own, full, path, type, last] = row;
    if (own?.toLowerCase() !== place.full.toLowerCase()) return [];
    if (full) return [withMoment({ kind: 'table', full, ...(type && type !== 'TABLE' ? { type } : {}) }, last)];
    return path ? [withMoment({ kind: 'file', path }, last)] : [];
  }
  const [own, ownColumn, full, column, last] = row;
  if (place.kind !== 'column' || !full || !column) return [];
  const isOwn =
    own?.toLowerCase() === place.full.toLowerCase() && ownColumn?.toLowerCase() === place.column.toLowerCase();
  return isOwn ? [withMoment({ kind: 'column', full, column }, last)] : [];
}

function withMoment(place: Place, cell: string | null | undefined): Neighbour {
  const last = momentOf(cell);
  return { place, ...(last === undefined ? {} : { last }) };
}
