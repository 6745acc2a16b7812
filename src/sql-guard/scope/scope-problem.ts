import { beginsScript } from '../classify/script.ts';
import { sourceOf } from '../classify/source.ts';
import { reemit } from '../reemit.ts';
import type { Token } from '../token.ts';
import type { Advice } from '../verdict.ts';
import { commonTables } from './common-tables.ts';
import { foldCase } from './fold-case.ts';
import { leadsElsewhere } from './leads-elsewhere.ts';
import type { Relation } from './relation.ts';
import { relationsOf } from './relations-of.ts';
import { adviceOutside, adviceUnclear } from './scope-advice.ts';

/** Where names stand that are not written in full. */
export type Defaults = { readonly catalog?: string | undefined; readonly schema?: string | undefined };

export type ScopeProblem = {
  readonly code: 'OUT_OF_SCOPE' | 'SCOPE_UNCLEAR';
  /** Index of a token. */
  readonly at: number;
  readonly words: string;
  readonly advice: Advice;
};

/** The first table of a statement that is not in one of the schemas, or whose place cannot be told. */
export function scopeProblem(
  tokens: readonly Token[],
  scope: readonly string[],
  defaults: Defaults,
): ScopeProblem | undefined {
  const source = sourceOf(tokens);
  const unclear: ScopeProblem = {
    code: 'SCOPE_UNCLEAR',
    at: 0,
    words: tokens[0]?.text ?? '',
    advice: { code: 'guard.advice_plain', facts: {} },
  };
  // A body in dollar quotes names its tables in another language.
  const isOpaque = tokens.some(({ kind }) => kind === 'dollar') || beginsScript(source, { from: 0, to: tokens.length });
  if (isOpaque) return unclear;
  const elsewhere = leadsElsewhere(source);
  if (elsewhere >= 0) return { ...unclear, at: elsewhere, words: tokens[elsewhere]?.text ?? '' };
  const common = commonTables(source);
  const relations = common && relationsOf(source);
  if (common === undefined || relations === undefined) return unclear;
  const allowed = new Set(scope.map(foldCase));
  const isCommon = ({ at, parts: [first, ...others] = [], isStored }: Relation) =>
    !isStored &&
    first !== undefined &&
    others.length === 0 &&
    common.get(foldCase(first))?.some(({ from, to }) => at >= from && at < to) === true;
  for (const relation of relations) {
    if (isCommon(relation)) continue;
    const place = schemaOf(relation.parts, defaults);
    if (place !== undefined && allowed.has(place)) continue;
    const words = reemit(tokens.slice(relation.at, relation.to)).text;
    return place === undefined
      ? { code: 'SCOPE_UNCLEAR', at: relation.at, words, advice: adviceUnclear(source, relation) }
      : { code: 'OUT_OF_SCOPE', at: relation.at, words, advice: adviceOutside(scope) };
  }
  return undefined;
}

/** `catalog.schema` of a table; a path stays a path, so that it is in no schema. */
function schemaOf(parts: readonly string[] | undefined, { catalog, schema }: Defaults): string | undefined {
  const [first = '', second = ''] = parts ?? [];
  if (parts === undefined || parts.length === 0) return undefined;
  if (parts.some((part) => /[/:]/.test(part))) return parts.join('.');
  if (parts.length > 2) return foldCase(`${first}.${second}`);
  if (catalog === undefined) return undefined;
  if (parts.length === 2) return foldCase(`${catalog}.${first}`);
  return schema === undefined ? undefined : foldCase(`${catalog}.${schema}`);
}
