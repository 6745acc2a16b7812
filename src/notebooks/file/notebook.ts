import { z } from 'zod';

/** Jupyter writes a text as a list of its lines, or whole. */
const text = z.union([z.string(), z.array(z.string())]);
const metadata = z.record(z.string(), z.unknown());

const output = z.looseObject({
  output_type: z.string(),
  /** `stdout` or `stderr` of a stream. */
  name: z.string().optional(),
  text: text.optional(),
  /** By kind, such as `text/html`; images in Base64. */
  data: metadata.optional(),
  ename: z.string().optional(),
  evalue: z.string().optional(),
  traceback: z.array(z.string()).optional(),
});
export type Output = z.infer<typeof output>;
/** As it is: parsed, its keys would come in another order. */
export const outputs = z.array(z.custom<Output>((given) => output.safeParse(given).success));

const common = { source: text, metadata, id: z.string().optional() };
const codeCell = z.looseObject({
  cell_type: z.literal('code'),
  ...common,
  outputs: z.array(output),
  execution_count: z.number().nullish(),
});
export const cell = z.discriminatedUnion('cell_type', [
  codeCell,
  z.looseObject({ cell_type: z.literal('markdown'), ...common }),
  z.looseObject({ cell_type: z.literal('raw'), ...common }),
]);
export type Cell = z.infer<typeof cell>;

/** A notebook of format 4. What is not named here stays as it is. Source: nbformat, `v4/nbformat.v4.5.schema.json`. */
export const notebook = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int(),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), language: z.string().optional() }).optional(),
    language_info: z.looseObject({ name: z.string() }).optional(),
  }),
  cells: z.array(cell),
});
export type Notebook = z.infer<typeof notebook>;

export function isNotebook(given: unknown): given is Notebook {
  return notebook.safeParse(given).success;
}

/** The lines of a text as one. */
export function joined(lines: string | readonly string[] | undefined): string {
  return typeof lines === 'string' ? lines : (lines ?? []).join('');
}

/** A text as the list of lines that Jupyter writes, each with its line break. */
export function linesOf(whole: string): readonly string[] {
  return whole.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
