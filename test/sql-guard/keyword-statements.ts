import { generate } from './generate.ts';
import { keywordGrammar } from './keyword-grammar.ts';
import { keywordQueries, keywordScriptGrammar, keywordScripts } from './keyword-rows.ts';
import { keywordName } from './keywords.ts';
import type { Random } from './random.ts';

const plain = ['a', 'b', 'c', 't', 'u', 'x', 'q'];
const signs = [',', ',', '(', ')', '.', '=', '=>', '->', ':', '*', '[', ']', '|>', ';', '::', '1', "'x'", '?', '+'];
const calls = [
  'secret ( a , b )',
  "reflect ( 'a' )",
  'ai_query ( a , b )',
  '( secret ( a ) )',
  'JOIN',
  'FROM',
  ', t',
  'AS x',
];
const scriptGrammar = { ...keywordGrammar, ...keywordScriptGrammar };

/** A query, or a statement with one in it, whose names may be keywords. */
export function keywordQuery(
  random: Random,
  tables: readonly string[] = ['<id>', '<id>', 'c . s . <id>', '<id> . <id>'],
): string {
  return fill(
    generate(random.pick(keywordQueries), random, random.below(6), { ...keywordGrammar, table: tables }),
    random,
  );
}

/** A script whose names may be keywords: labels, variables, conditions and cursors among them. */
export function keywordScript(random: Random): string {
  return fill(
    generate(random.pick(keywordScripts), random, 1 + random.below(5), { ...scriptGrammar, table: ['<id>'] }),
    random,
  );
}

/** One name in so many is a keyword; some statements get or lose a word, a sign or a call besides. */
function fill(template: string, random: Random): string {
  const one = random.pick([2, 3, 6, 12]);
  const same = random.below(3) > 0 ? keywordName(random) : random.pick(plain);
  const filled = template
    .replaceAll('<same>', () => same)
    .replace(/<id>/g, () => (random.below(one) === 0 ? keywordName(random) : random.pick(plain)));
  const words = filled.split(' ').filter((word) => word !== '');
  for (let left = random.below(6) - 2; left > 0; left--) change(words, random);
  return words.join(' ').replace(/ ?\. ?/g, random.below(10) === 0 ? ' . ' : '.');
}

function change(words: string[], random: Random): void {
  const place = random.below(words.length + 1);
  const kind = random.below(8);
  if (kind < 3) words.splice(place, 0, keywordName(random));
  else if (kind < 5) words.splice(place, 1, keywordName(random));
  else if (kind < 6) words.splice(place, 1);
  else if (kind < 7) words.splice(place, random.below(2), random.pick(signs));
  else words.splice(place, 0, random.pick(calls));
}
