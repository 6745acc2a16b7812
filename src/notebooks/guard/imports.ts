import { isSign, isWord, type Token } from './python-tokens.ts';

/** Libraries of analysts, that send nothing to the workspace of themselves. */
const known = new Set([
  ...['__future__', 'abc', 'asyncio', 'base64', 'bisect', 'calendar', 'cmath', 'collections', 'concurrent'],
  ...['contextlib', 'copy', 'csv', 'dataclasses', 'datetime', 'decimal', 'difflib', 'enum', 'fractions'],
  ...['functools', 'getpass', 'glob', 'gzip', 'hashlib', 'heapq', 'html', 'io', 'itertools', 'json'],
  ...['locale', 'logging', 'math', 'numbers', 'operator', 'os', 'pathlib', 'platform', 'pprint', 'random'],
  ...['re', 'secrets', 'statistics', 'string', 'sys', 'tempfile', 'textwrap', 'threading', 'time'],
  ...['traceback', 'types', 'typing', 'unicodedata', 'uuid', 'warnings', 'zipfile', 'zoneinfo'],
  ...['databricks.connect', 'databricks.sdk.runtime'],
  ...['IPython.display', 'altair', 'bokeh', 'category_encoders', 'cycler', 'dateutil', 'folium'],
  ...['geopandas', 'great_tables', 'holidays', 'ipywidgets', 'itables', 'japanize_matplotlib', 'lightgbm'],
  ...['matplotlib', 'matplotlib_fontja', 'mpl_toolkits', 'networkx', 'numpy', 'openpyxl', 'pandas'],
  ...['plotly', 'polars', 'prophet', 'pyarrow', 'pyspark', 'pytz', 'rich', 'scipy', 'seaborn', 'shap'],
  ...['shapely', 'sklearn', 'squarify', 'statsmodels', 'tabulate', 'tqdm', 'typing_extensions'],
  ...['unidecode', 'wordcloud', 'xgboost', 'xlsxwriter'],
]);
/** Of those, what reads Python out of texts. */
const evaluating = new Set(['statsmodels.formula', 'logging.config', 'pyspark.shell', 'pyspark.cloudpickle']);
/** Modules of which only this is sure to change nothing but Python itself. */
export const harmless: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'os',
    new Set([
      ...['path', 'environ', 'getenv', 'getcwd', 'listdir', 'makedirs', 'mkdir', 'sep', 'linesep', 'name', 'stat'],
      ...['cpu_count', 'walk', 'scandir', 'getpid', 'getlogin', 'PathLike', 'fspath', 'uname', 'chdir'],
    ]),
  ],
  [
    'sys',
    new Set([
      ...['path', 'version', 'version_info', 'stdout', 'stderr', 'stdin', 'argv', 'executable', 'platform'],
      ...['getsizeof', 'maxsize', 'exit', 'float_info', 'byteorder', 'exc_info', 'setrecursionlimit', 'flags'],
    ]),
  ],
  ['dbutils', new Set(['widgets'])],
]);

export type Import = {
  /** The first token behind it. */
  readonly end: number;
  readonly told: readonly string[];
  /** What it may give another meaning: names, or `*` for any. */
  readonly names: readonly string[];
};

/** The import that begins at a token; undefined where none does. */
export function importAt(tokens: readonly Token[], index: number): Import | undefined {
  const isFrom = isWord(tokens[index], 'from');
  const source = isFrom ? pathAt(tokens, index + 1) : { path: '', end: index };
  if (!isWord(tokens[source.end], 'import')) return undefined;
  const told: string[] = [];
  const names: string[] = [];
  let at = source.end + 1;
  for (;;) {
    while (isSign(tokens[at], '(', ',', ')') && tokens[at]?.indent === undefined) at += 1;
    const item = isSign(tokens[at], '*') ? { path: '*', end: at + 1 } : pathAt(tokens, at);
    if (item.path === '' || tokens[at]?.indent !== undefined) return { end: at, told, names };
    const alias = isWord(tokens[item.end], 'as') ? tokens[item.end + 1] : undefined;
    at = alias === undefined ? item.end : item.end + 2;
    const name = alias?.kind === 'word' ? alias.text : item.path;
    names.push(name);
    const what = isFrom ? toldOfName(source.path, item.path, name) : toldOfModule(item.path, name);
    if (what !== undefined && !told.includes(what)) told.push(what);
  }
}

function toldOfModule(path: string, name: string): string | undefined {
  const [root = ''] = path.split('.');
  if (!isKnown(path)) return `import ${root}`;
  return harmless.has(path) && name !== path ? `${path} as ${name}` : undefined;
}

function toldOfName(module: string, path: string, name: string): string | undefined {
  const [root = ''] = module.split('.');
  if (!isKnown(module) && !isKnown(`${module}.${path}`)) return `import ${root || '.'}`;
  if (harmless.get(module)?.has(path) === false) return `${module}.${path}`;
  // Under another name it would not be known again.
  return ['sql', 'table', 'eval', 'expr', 'dbutils'].includes(path) && name !== path ? `${path} as ${name}` : undefined;
}

function isKnown(path: string): boolean {
  const [root = '', part, inner] = path.split('.');
  if (evaluating.has(`${root}.${part}`)) return false;
  return [root, `${root}.${part}`, `${root}.${part}.${inner}`].some((one) => known.has(one));
}

/** Such as `pyspark.sql`, or nothing. */
function pathAt(tokens: readonly Token[], from: number): { readonly path: string; readonly end: number } {
  const parts: string[] = [];
  for (let at = from, isWanted = true; ; at++) {
    const token = tokens[at];
    const isPart: boolean = isWanted && token?.kind === 'word' && !isWord(token, 'from', 'import');
    if ((!isPart && !isSign(token, '.')) || (at > from && token?.indent !== undefined))
      return { path: parts.join(''), end: at };
    if (token?.kind === 'word' || token?.kind === 'sign') parts.push(token.text);
    isWanted = !isPart;
  }
}
