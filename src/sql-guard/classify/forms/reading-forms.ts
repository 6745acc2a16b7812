import { type Form, form } from './form.ts';

const forms = (lines: readonly string[]): readonly Form[] => lines.map(form);

/** What stands behind the first word of statements that only read. Source: Spark's grammar, Databricks' language manual. */
export const readingForms: readonly (readonly [string, readonly Form[]])[] = [
  [
    'SHOW',
    forms([
      'kind [kind] [kind] [(IN|FROM|ON|OF|TO) [kind] [kind] name] [[LIKE|ILIKE] text] [LIMIT number] [AS JSON]',
      '[USER|SYSTEM|ALL] FUNCTIONS [(IN|FROM) name] [LIKE] name',
      'COLUMNS (IN|FROM) name [(IN|FROM) name] [AS JSON]',
      'CREATE kind [kind] name [AS (SERDE|JSON)]',
      'TABLE EXTENDED [(IN|FROM) name] LIKE text [PARTITION brackets] [AS JSON]',
      'TBLPROPERTIES name [brackets]',
      'PARTITIONS name [PARTITION brackets] [AS JSON]',
      '(GRANT|GRANTS) [name|text] [(ON|TO) [kind] [kind] [name|text]]',
      'GROUPS WITH (USER|GROUP) (name|text) [[LIKE] text]',
    ]),
  ],
  ['USE', forms(['[CATALOG|SCHEMA|DATABASE|NAMESPACE] (name|text)'])],
  [
    'LIST',
    forms(['text [LIMIT number]', '(FILE|FILES|JAR|JARS|ARCHIVE|ARCHIVES) [text|path] [text|path] [text|path]']),
  ],
];

/** What stands behind DESCRIBE and DESC, where it is no query. */
export const describeForms: readonly Form[] = forms([
  '[TABLE] [EXTENDED|FORMATTED] name [PARTITION brackets] [name] [AS JSON]',
  'kind [kind] [EXTENDED] (name|text) [AS JSON]',
  'FUNCTION [EXTENDED] (name|sign)',
  '(DETAIL|HISTORY) (name|text) [LIMIT number]',
  'kind name ON kind name',
]);

export const dryRunForms: Readonly<Record<'VACUUM' | 'FSCK' | 'SYNC', readonly Form[]>> = {
  VACUUM: forms(['(name|text) [FULL|LITE] [RETAIN number (HOURS|HOUR)] DRY RUN']),
  FSCK: forms(['REPAIR TABLE (name|text) [METADATA ONLY] DRY RUN']),
  SYNC: forms(['(SCHEMA|TABLE) name [AS EXTERNAL] FROM name [SET OWNER name] DRY RUN']),
};
