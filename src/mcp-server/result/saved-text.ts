import { inLine } from './escape.ts';

export type Saved = {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly formulaCells: number;
};

/** What a model is told of a result that was saved as a file. */
export function savedText({ path, rows, bytes, formulaCells }: Saved): string {
  return [
    `saved: ${rows} rows, ${bytes} bytes, in ${inLine(path)}`,
    ...(/\.csv$/i.test(path) ? ['In CSV, NULL is an empty field and an empty text is "".'] : []),
    ...(formulaCells > 0
      ? [
          `${formulaCells} cells begin with =, +, - or @, which a spreadsheet would run as formulas: ` +
            'tell the user to import the file with those columns as text.',
        ]
      : []),
  ].join('\n');
}
