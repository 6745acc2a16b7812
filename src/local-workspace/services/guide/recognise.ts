import { type Question, questions } from './questions.ts';
import { type Asked, readAsked, readCatalog } from './read-asked.ts';
import { withoutSmallWords } from './small-words.ts';

export type Recognised = { readonly question: Question; readonly about: string; readonly file?: string };

const asksForAMeaning =
  /\bwhat(?:'s| is| are)\s+(?:an?\s+)?(?:data |table |unity )?(?:lineage|schemas?|columns?|catalogs?|tables?)\s*\??$/;

/** Undefined where anything in the text is more than a known question says: half an understanding is a wrong answer. */
export function recognise(text: string): Recognised | undefined {
  const asked = readAsked(text.trim());
  if (asked === undefined || asksForAMeaning.test(asked.words)) return undefined;
  return questions.map((question) => match(question, asked)).find((recognised) => recognised !== undefined);
}

function match(question: Question, asked: Asked): Recognised | undefined {
  const catalog = question.about === 'catalog' ? readCatalog(asked.words) : { rest: asked.words };
  if (!question.says.every((pattern) => catalog.rest.search(pattern) >= 0)) return undefined;
  const own = [...question.says, question.mayAlsoSay ?? /$^/g, objectMark[question.about]];
  const rest = own.reduce((words, pattern) => words.replaceAll(pattern, ' '), catalog.rest);
  if (withoutSmallWords(rest) !== '') return undefined;
  const named = { ...asked, catalog: catalog.name, nothing: undefined }[question.about];
  return { question, about: named ?? question.sample, ...(asked.file === undefined ? {} : { file: asked.file }) };
}

const objectMark = { table: /§t/g, schema: /§s/g, catalog: /§c/g, notebook: /§n/g, nothing: /$^/g } as const;
