import { inLine } from '../result/escape.ts';
import { distinct } from './entities.ts';
import type { Entity, Way } from './hop.ts';

const heads = { upstream: 'written by', downstream: 'read by' } as const;

/** What wrote and what read the table, each once, the latest first; `most` of each. */
export function entityLines(
  entities: Readonly<Record<Way, readonly Entity[]>>,
  ways: readonly Way[],
  most: number,
): string[] {
  const workspaces = new Set(ways.flatMap((way) => entities[way].map(({ workspace }) => workspace)));
  const line = ({ kind, id, workspace, last }: Entity) => {
    // An identifier means something in its workspace only, which needs no words where there is one.
    const where = workspaces.size > 1 && workspace !== undefined ? ` in workspace ${workspace}` : '';
    return inLine(`${kind} ${id}${where}${last === undefined ? '' : `, last on ${last.slice(0, 10)}`}`);
  };
  return ways.flatMap((way) => {
    const all = distinct(entities[way]);
    if (all.length === 0) return [];
    const rest = all.length > most ? [`  … ${all.length - most} more`] : [];
    return [heads[way], ...all.slice(0, most).map((one) => `  ${line(one)}`), ...rest];
  });
}
