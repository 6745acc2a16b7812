import { expect, test } from 'vitest';
import { LakegooseError, reasonOf } from '../../src/base/errors.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: permission denied, open '/x'`), { code });

test.each([
  { code: 'EACCES', en: 'permission denied', ja: 'アクセス権がありません' },
  { code: 'ENOENT', en: 'it is not there', ja: '存在しません' },
  { code: 'ENOSPC', en: 'the disk is full', ja: 'ディスクがいっぱいです' },
])('a known reason ($code) is said in the language of its sentence', ({ code, en, ja }) => {
  const error = new LakegooseError('sql.not_readable', { path: '/x', reason: reasonOf(failure(code)) });
  expect(wordsOf(error, 'en')).toBe(`/x cannot be read (${en}). Give the path of a file, or - for standard input.`);
  expect(wordsOf(error, 'ja')).toContain(ja);
  expect(wordsOf(error, 'ja')).not.toMatch(/permission denied|ENO|EACCES/);
});

test('an unknown reason keeps its words, and only a reason is looked up', () => {
  expect(reasonOf(failure('EODD'))).toBe("EODD: permission denied, open '/x'");
  const verb = new LakegooseError('usage.unknown_verb', { verb: 'reason.disk_full' });
  expect(wordsOf(verb, 'en')).toContain('"reason.disk_full"');
});
