import type { Forms } from './form.ts';

/** What stands behind the first word of statements that only read. Source: Spark's grammar, Databricks' language manual. */
export const readingForms: Forms = {
  SHOW: [
    'kind [kind] [kind] [(IN|FROM|ON|OF|TO) [kind] [kind] name] [[LIKE|ILIKE] text] [LIMIT number] [AS JSON]',
    '[USER|SYSTEM|ALL] FUNCTIONS [(IN|FROM) name] [LIKE] name',
    'COLUMNS (IN|FROM) name [(IN|FROM) name] [AS JSON]',
    'CREATE kind [kind] name [AS (SERDE|JSON)]',
    'TABLE EXTENDED [(IN|FROM) name] LIKE text [PARTITION brackets] [AS JSON]',
    'TBLPROPERTIES name [brackets]',
    'PARTITIONS name [PARTITION brackets] [AS JSON]',
    '(GRANT|GRANTS) [name|text] [(ON|TO) [kind] [kind] [name|text]]',
    'GROUPS WITH (USER|GROUP) (name|text) [[LIKE] text]',
  ],
  USE: ['[CATALOG|SCHEMA|DATABASE|NAMESPACE] (name|text)'],
  LIST: ['text [LIMIT number]', '(FILE|FILES|JAR|JARS|ARCHIVE|ARCHIVES) [text|path] [text|path] [text|path]'],
  // Without DRY RUN these do what they say.
  VACUUM: ['(name|text) [FULL|LITE] [RETAIN number (HOURS|HOUR)] DRY RUN'],
  FSCK: ['REPAIR TABLE (name|text) [METADATA ONLY] DRY RUN'],
  SYNC: ['(SCHEMA|TABLE) name [AS EXTERNAL] FROM name [SET OWNER name] DRY RUN'],
};

/** What stands behind DESCRIBE and DESC, where it is no query. */
export const describeForms: readonly string[] = [
  '[TABLE] [EXTENDED|FORMATTED] name [PARTITION brackets] [name] [AS JSON]',
  'kind [kind] [EXTENDED] (name|text) [AS JSON]',
  'FUNCTION [EXTENDED] (name|sign)',
  '(DETAIL|HISTORY) (name|text) [LIMIT number]',
  'kind name ON kind name',
];
