import type { Forms } from './form.ts';

/** What stands behind the first word of statements that add, or keep up what is there. */
export const addingForms: Forms = {
  OPTIMIZE: ['(name|text) [FULL]', '(name|text) [FULL] (WHERE|ZORDER BY) any'],
  GENERATE: ['name FOR TABLE (name|text)'],
  UNDROP: ['kind [kind] name', 'kind [kind] WITH ID text'],
  COPY: ['INTO name [BY POSITION] [brackets] FROM any'],
  COMMENT: ['ON kind [kind] name IS (text|NULL)', 'ON TABLE name COLUMN brackets'],
  ANALYZE: ['TABLE name [PARTITION brackets] COMPUTE any', 'TABLES [(IN|FROM) name] COMPUTE any'],
  UNCACHE: ['TABLE [IF EXISTS] name'],
  CLEAR: ['CACHE'],
  BEGIN: ['TRANSACTION'],
  COMMIT: ['[WORK|TRANSACTION]'],
  ROLLBACK: ['[WORK|TRANSACTION]'],
};
