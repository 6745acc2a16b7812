import { keywordPlaces } from '../../sql-guard/keywords.ts';
import { check } from './check.ts';
import { checkScope } from './check-scope.ts';
import type { SparkParser } from './spark-parser.ts';

export type Places = { readonly tried: number; readonly accepted: number; readonly wrong: readonly string[] };

/** Each of the words as a name in each place for one, by Spark and by us. */
export async function comparePlaces(parser: SparkParser, words: readonly string[]): Promise<Places> {
  return compareAll(keywordPlaces, words, async (sql) => {
    const { judged, wrong } = await check(parser, { sql });
    return { accepted: judged, wrong };
  });
}

/** The same for the tables that a statement names, with and without one outside of the scope in it. */
export async function compareScopedPlaces(parser: SparkParser, words: readonly string[]): Promise<Places> {
  const one = keywordPlaces.filter((place) => !/^BEGIN|<id>: /.test(place));
  const places = [
    ...one,
    ...one.map((place) => place.replaceAll('secret(a, b)', '(SELECT a FROM evil.x.y)')),
    ...one.map((place) => place.replace(/\bt\b/g, 'evil.x.y')),
  ];
  return compareAll(places, words, async (sql) => {
    const { accepted, missed } = await checkScope(parser, sql);
    return { accepted, wrong: missed };
  });
}

async function compareAll(
  places: readonly string[],
  words: readonly string[],
  look: (sql: string) => Promise<{ readonly accepted: boolean; readonly wrong: string | undefined }>,
): Promise<Places> {
  const wrong: string[] = [];
  let [tried, accepted] = [0, 0];
  for (const place of places) {
    await Promise.all(
      words.map(async (word) => {
        const sql = place.replaceAll('<id>', word);
        const found = await look(sql);
        tried++;
        if (found.accepted) accepted++;
        if (found.wrong !== undefined) wrong.push(`${found.wrong}: ${sql}`);
      }),
    );
  }
  return { tried, accepted, wrong };
}
