import { inLine } from './escape.ts';

export type Saved = {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly formulaCells: number;
  /** The limit that made the warehouse hold rows back. */
  readonly cutBy?: 'row_limit' | 'byte_limit';
};

/** What a model is told of a result that was saved as a file. */
export function savedText({ path, rows, bytes, formulaCells, cutBy }: Saved): string {
  return [
    `saved: ${rows} rows, ${bytes} bytes, in ${inLine(path)}`,
    ...(cutBy === undefined
      ? []
      : [
          `There are more rows than these: the statement ran with ${cutBy}. ` +
            'To save all, run it again with execute_sql_read_only and save_as, without row_limit.',
        ]),
    ...(/\.csv$/i.test(path) ? ['In CSV, NULL is an empty field and an empty text is "".'] : []),
    ...(formulaCells > 0
      ? [
          `${formulaCells} cells begin with =, +, - or @, which a spreadsheet would run as formulas: ` +
            'tell the user to import the file with those columns as text.',
        ]
      : []),
  ].join('\n');
}
