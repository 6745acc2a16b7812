import type { ToolContext } from '../tool.ts';
import { apiSource } from './api-source.ts';
import { checkPlaces } from './check-places.ts';
import type { LineageSource, Place, Way } from './hop.ts';
import { askSystem } from './system-rows.ts';
import { systemSource } from './system-source.ts';
import { mayBeAnsweredBySystem, reasonOfApi, unanswered } from './unanswered.ts';
import { type Tree, walk } from './walk.ts';

export type Question = {
  /** `catalog.schema.table`. */
  readonly table: string;
  /** The table, or columns of it. At least one. */
  readonly places: readonly Place[];
  readonly ways: readonly Way[];
  readonly depth: number;
  readonly limit: number;
};

export type Traced = {
  readonly tree: Tree;
  /** Where the system tables answered: why, and what there is to know of their answer. */
  readonly system?: {
    readonly because: string;
    readonly table: 'table_lineage' | 'column_lineage';
    /** The SQL warehouse, where nobody has named one. */
    readonly warehouse?: string;
    readonly isCut: boolean;
  };
};

/**
 * Asks the lineage API, which needs no warehouse and keeps everything since 2024-09-01, and the system tables where it
 * may not or cannot answer (facts `databricks-api.md` §4). Throws `lineage.…` where neither does.
 */
export async function trace(question: Question, context: ToolContext): Promise<Traced> {
  const { client, signal, patienceSeconds } = context;
  const { table, places } = question;
  const late = AbortSignal.timeout(Math.floor(patienceSeconds() * 1000));
  const follow = (source: LineageSource) => walk(places, source, { ...question, signal, late });
  try {
    return { tree: await follow(apiSource(client)) };
  } catch (api) {
    if (!mayBeAnsweredBySystem(api)) throw api;
    const systemTable = places[0]?.kind === 'column' ? 'column_lineage' : 'table_lineage';
    let told: { isCut: boolean; warehouse?: string } = { isCut: false };
    const ask = askSystem(context, ({ cutBy, warehouse: { chosen, name, id } }) => {
      told = { isCut: told.isCut || cutBy !== undefined, ...(chosen ? { warehouse: name ?? id } : {}) };
    });
    try {
      const tree = await follow(systemSource(ask));
      await checkPlaces(client, tree, AbortSignal.any([signal, late]));
      return { tree, system: { because: reasonOfApi(api), table: systemTable, ...told } };
    } catch (system) {
      if (signal.aborted) throw system;
      throw await unanswered({ client, table, systemTable, api, system, signal });
    }
  }
}
