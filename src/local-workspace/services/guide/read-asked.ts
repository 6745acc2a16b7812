/** A person's question, ready to be compared: names are lifted out and leave a mark in `words`. */
export type Asked = {
  /** Lower case, half width; `§t`, `§s`, `§n`, `§f` stand where a table, a schema, a notebook or a new file was named. */
  readonly words: string;
  /** `catalog.schema.table` */
  readonly table?: string;
  /** `catalog.schema` */
  readonly schema?: string;
  readonly notebook?: string;
  /** Where the result is to be saved, such as `fares.csv`. */
  readonly file?: string;
};

const longestQuestion = 500;
const plain = '[a-z0-9_]+(?:-[a-z0-9_]+)*';
const part = `(?:\`[^\`.\\s]+\`|${plain})`;
const alone = (name: string) => new RegExp(`(?<![a-z0-9_.\`])(${name})(?![a-z0-9_\`]|\\.[a-z0-9_\`])`);
const threeParts = alone(`${part}\\.${part}\\.${part}`);
const twoParts = alone(`${part}\\.${part}`);
const notebookPath = /`?((?:[\w.~-]*\/)*[\w.-]+\.ipynb)`?/i;

const resultFile = /(?<![\w./`-])`?([\w-]+\.(?:csv|jsonl|ndjson))`?(?![\w`]|\.\w)/i;

const notACatalog =
  /^(?:catalogs?|schemas?|tables?|there|the|it|this|that|each|unity|databricks|all|my|our|here|you|i|we|sql|workspace)$/;
const catalogNames = [
  new RegExp(`\\bcatalog\\s+(${part})`),
  new RegExp(`\\b(?:in|of|under|inside|within|from|does)\\s+(?:the\\s+)?(${part})(?![a-z0-9_.])`),
  new RegExp(`(${part})\\s*(?:カタログ)?\\s*(?:の|に|内|配下)`),
];

/** Undefined for what is too long to be one of the guide's questions. */
export function readAsked(text: string): Asked | undefined {
  if (text.length > longestQuestion) return undefined;
  // Paths keep their case; Unity Catalog keeps its names in lower case.
  const notebook = lift(text.normalize('NFKC').replaceAll('§', ' ').replaceAll('’', "'"), notebookPath, '§n');
  const file = lift(notebook.rest, resultFile, '§f');
  const unquoted = file.rest.toLowerCase().replace(/`([\w-]+(?:\.[\w-]+)+)`/g, ' $1 ');
  const table = lift(unquoted, threeParts, '§t');
  const schema = lift(table.rest, twoParts, '§s');
  return {
    words: schema.rest,
    ...(notebook.name === undefined ? {} : { notebook: notebook.name }),
    ...(file.name === undefined ? {} : { file: file.name }),
    ...(table.name === undefined ? {} : { table: table.name }),
    ...(schema.name === undefined ? {} : { schema: schema.name }),
  };
}

/** A catalog is one plain word: only a question about a catalog can tell it from other words. Leaves `§c`. */
export function readCatalog(words: string): { readonly rest: string; readonly name?: string } {
  for (const pattern of catalogNames) {
    const { rest, name } = lift(words, pattern, '§c');
    if (name !== undefined && !notACatalog.test(name)) return { rest, name };
  }
  return { rest: words };
}

function lift(text: string, pattern: RegExp, mark: string): { readonly rest: string; readonly name?: string } {
  const found = pattern.exec(text);
  const name = found?.[1];
  if (found === null || name === undefined) return { rest: text };
  const start = found.index + found[0].indexOf(name);
  return {
    rest: `${text.slice(0, start)} ${mark} ${text.slice(start + name.length)}`,
    name: name.replaceAll('`', ''),
  };
}
