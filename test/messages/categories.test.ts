import { expect, test } from 'vitest';
import { categoryByCode, isErrorCode } from '../../src/messages/categories.ts';
import { en } from '../../src/messages/en.ts';
import { ja } from '../../src/messages/ja.ts';
import { sourceTree } from '../conventions/tree.ts';

/** Errors of verbs that neither a tool nor `lakegoose sql run` comes to. */
const ofOtherVerbs = /^(agents|bootstrap|cli|demo|doctor|goose|harden|login|logout|python|sql_check|tools|workspace)\./;
/** It is only ever told within the sentence of another. */
const aPart = 'lineage.not_in_time';

test('every error that is thrown has a category', async () => {
  const thrown = (await sourceTree()).flatMap(({ path, text }) => {
    const isMeant = path.startsWith('src/') && !path.startsWith('src/local-workspace/');
    return isMeant ? [...text.matchAll(/new LakegooseError\(\s*'([^']+)'/g)].map(([, code = '']) => code) : [];
  });
  expect(thrown.length).toBeGreaterThan(50);
  expect(thrown.filter((code) => !isErrorCode(code) && !ofOtherVerbs.test(code) && code !== aPart)).toEqual([]);
});

/** What begins a repair: something to do, to look at or to choose. */
const repairs = {
  en: /\b(Add|Ask|Call|Check|Choose|Copy|Correct|Did you mean|Free|Give|Hand|Install|Look|Make|Name|Put|Remove|Restart|Run|Save|See|Send|Set|Sign in|Try|Update|Use)\b|(,|:|;|or|file) (ask|choose|correct|keep|remove|set|tell|try)\b|(Right|Such as): |\{fix\}/,
  ja: /ください|ですか？|サインイン: |正しい例: |参照: |説明: |一覧: |\{fix\}/,
};

test.each([
  ['en', en],
  ['ja', ja],
] as const)('every error says what to do about it: %s', (language, sentences) => {
  // A refusal of the guard says it in a sentence of its own, which is added to it.
  const codes = Object.keys(categoryByCode)
    .filter(isErrorCode)
    .filter((code) => !code.startsWith('guard.'));
  expect(codes.filter((code) => !repairs[language].test(sentences[code]))).toEqual([]);
});
