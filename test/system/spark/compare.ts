import { classify } from '../../../src/sql-guard/classify/classify.ts';
import { reemit } from '../../../src/sql-guard/reemit.ts';
import { tokenize } from '../../../src/sql-guard/tokenize.ts';
import { callsModel, type Mildest, mildest, strictness } from './mildest.ts';
import type { Parsed } from './spark-parser.ts';

export type Ours = {
  readonly class: Mildest | 'invalid';
  readonly sent: string;
  readonly tokens: readonly string[];
  readonly several: boolean;
  /** Whether a call of an `ai_*` function is seen. */
  readonly ai: boolean;
};

/** What the guard makes of a text, in the words of the comparison. */
export function oursOf(sql: string): Ours {
  const lexed = tokenize(sql);
  const classified = lexed.outcome === 'tokens' ? classify(lexed.tokens) : undefined;
  if (lexed.outcome !== 'tokens' || classified === undefined)
    return { class: 'invalid', sent: '', tokens: [], several: false, ai: false };
  const { finding, statements, ai } = classified;
  const [only = { from: 0, to: 0 }] = statements;
  return {
    class: finding.why === 'CHANGES_ROWS' ? 'update' : finding.class,
    sent: reemit(lexed.tokens.slice(only.from, only.to)).text,
    tokens: lexed.tokens.map((token) => token.text),
    several: statements.length > 1,
    ai: ai >= 0,
  };
}

/** What is wrong with our reading of a statement that Spark accepts; undefined where nothing is. */
export function difference(ours: Ours, spark: Parsed): string | undefined {
  if (ours.class === 'invalid' || ours.several) return undefined;
  const theirs = spark.tokens.join('\u0001').replaceAll('\u0001', '');
  if (ours.tokens.length !== spark.tokens.length && !theirs.includes('$'))
    return `tokens: ${JSON.stringify([ours.tokens, spark.tokens])}`;
  if (ours.tokens.join('') !== theirs) return `tokens: ${JSON.stringify([ours.tokens, spark.tokens])}`;
  const mayRun = strictness(ours.class) <= strictness('update');
  if (mayRun && !ours.ai && callsModel(spark.plan)) return 'an ai function that is not seen';
  const least = mildest(spark.plan);
  if (typeof least !== 'string') return `unknown plan class ${least.unknown}`;
  return strictness(ours.class) < strictness(least) ? `${ours.class}, but Spark: ${least} ${spark.plan[0]}` : undefined;
}

/** What re-emitting changes: our own class, or what Spark reads. */
export function changeByReemit(ours: Ours, again: Ours, before: Parsed, after: Parsed | undefined): string | undefined {
  if (again.class !== ours.class || again.sent !== ours.sent) return `class ${ours.class}, re-emitted ${again.class}`;
  const strip = (tokens: readonly string[]) => {
    const last = tokens.findLastIndex((token) => token !== ';');
    return tokens.slice(0, last + 1).join('\u0001');
  };
  // Spark takes all the raw text after REFRESH for a path.
  if (before.plan[0]?.startsWith('RefreshResource')) return undefined;
  if (after === undefined) return 'Spark refuses what is re-emitted';
  return strip(before.tokens) === strip(after.tokens) ? undefined : 'Spark reads other tokens in what is re-emitted';
}
