import { type Form, form } from './form.ts';

const forms = (lines: readonly string[]): readonly Form[] => lines.map(form);

/** What stands behind the first word of statements that add, or keep up what is there. */
export const addingForms: readonly (readonly [string, readonly Form[]])[] = [
  ['OPTIMIZE', forms(['(name|text) [FULL]', '(name|text) [FULL] (WHERE|ZORDER BY) any'])],
  ['GENERATE', forms(['name FOR TABLE (name|text)'])],
  ['UNDROP', forms(['kind [kind] name', 'kind [kind] WITH ID text'])],
  ['COPY', forms(['INTO name [BY POSITION] [brackets] FROM any'])],
  ['COMMENT', forms(['ON kind [kind] name IS (text|NULL)', 'ON TABLE name COLUMN brackets'])],
  ['ANALYZE', forms(['TABLE name [PARTITION brackets] COMPUTE any', 'TABLES [(IN|FROM) name] COMPUTE any'])],
  ['UNCACHE', forms(['TABLE [IF EXISTS] name'])],
  ['CLEAR', forms(['CACHE'])],
  ['BEGIN', forms(['TRANSACTION'])],
  ['COMMIT', forms(['[WORK|TRANSACTION]'])],
  ['ROLLBACK', forms(['[WORK|TRANSACTION]'])],
];
