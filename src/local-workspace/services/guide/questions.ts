import type { Phrases } from './phrases-en.ts';
import { quotedName } from './quoted-name.ts';
import { tellFares } from './tell-fares.ts';
import { tellLineage } from './tell-lineage.ts';
import { tellNames } from './tell-names.ts';
import { tellStructure } from './tell-structure.ts';
import type { ToolResult } from './tool-result.ts';

/** A call the guide would make. An argument has several names because other MCP servers call it otherwise. */
export type WantedCall = { readonly tool: string; readonly args: readonly WantedArgument[] };
export type WantedArgument = {
  readonly names: readonly string[];
  readonly value: string | number;
  /** `optional`: left out where the tool does not declare it. `declared`: only a tool that declares it is called. */
  readonly where?: 'optional' | 'declared';
};

/** A question the guide knows. Nothing but its own words, small words and its object may stand in what a person asks. */
export type Question = {
  readonly name: string;
  /** All must be there. */
  readonly says: readonly RegExp[];
  /** May be there. */
  readonly mayAlsoSay?: RegExp;
  readonly about: 'table' | 'schema' | 'catalog' | 'notebook' | 'nothing';
  /** What it is about when a person names nothing. */
  readonly sample: string;
  readonly examples: { readonly en: string; readonly ja: string };
  /** Best first: the first one whose tool is there is made. `file` is where its result is to be saved. */
  readonly calls: (about: string, file?: string) => readonly WantedCall[];
  /** Undefined: the result is not in a shape the guide can phrase. */
  readonly tell?: (result: ToolResult, about: string, phrases: Phrases) => string | undefined;
  readonly withoutTool?: (about: string, phrases: Phrases) => string;
};

const table = (value: string): WantedArgument => ({
  names: ['table', 'table_name', 'full_name', 'full_table_name'],
  value,
});
const catalog = (value: string): WantedArgument => ({ names: ['catalog', 'catalog_name'], value });
const schema = (value: string): WantedArgument => ({ names: ['schema', 'schema_name'], value });
const sql = (query: string, ...more: WantedArgument[]): WantedCall[] =>
  ['execute_sql_read_only', 'execute_sql'].map((tool) => ({
    tool,
    args: [{ names: ['query', 'statement', 'sql'], value: query }, ...more],
  }));

const rowsOfFares = 10;

/** Every question the guide knows; to add one, add a literal here. The first that fits is taken. */
export const questions: readonly Question[] = [
  {
    name: 'structure',
    says: [
      /\b(?:structured?|schema|columns?|fields?|layout|data types?|types?|describe|description|looks? like)\b|\b(?:explain|what(?:'s| is) (?:in|inside))\s+§t|構造|構成|定義|どんなテーブル|スキーマ|カラム|列|フィールド|項目|データ型|型/g,
      /§t|\b(?:tables?|trips)\b|テーブル/g,
    ],
    mayAlsoSay: /\b(?:names?|their|nyctaxi)\b|名/g,
    about: 'table',
    sample: 'samples.nyctaxi.trips',
    examples: {
      en: 'Show me the structure of samples.nyctaxi.trips',
      ja: 'samples.nyctaxi.trips テーブルの構造を教えて',
    },
    calls: (about) => [{ tool: 'describe_table', args: [table(about)] }, ...sql(`DESCRIBE TABLE ${quotedName(about)}`)],
    tell: tellStructure,
  },
  {
    name: 'fares',
    says: [
      /\b(?:average|averages|avg|mean)\b|平均/g,
      /\bfares?(?:[ _]amounts?)?\b|運賃|料金|乗車賃/g,
      /(?<![a-z0-9_])pick[ -]?up[ _-]?zips?(?:[ _-]?codes?)?(?![a-z0-9_])|(?:乗車(?:地|場所)?|ピックアップ)の?(?:郵便番号|zip)/g,
    ],
    mayAlsoSay:
      /§t|§f|\b(?:saved?|as|files?|per|each|every|group(?:ed)?|highest|top(?: 10| ten)?|most expensive|taxis?|trips?|rides?|nyc|tables?|nyctaxi|summari[sz]e|number|counts?|values?|amount)\b|ごと|毎|別|単位|高い|順|最も|一番|タクシー|乗車|テーブル|コード|値|金額|保存して|保存|ファイル/g,
    about: 'table',
    sample: 'samples.nyctaxi.trips',
    examples: { en: 'What is the average fare by pickup_zip?', ja: 'pickup_zip ごとの平均運賃を SQL で集計して' },
    calls: (about, file) => {
      const query = [
        'SELECT pickup_zip, ROUND(AVG(fare_amount), 2) AS average_fare, COUNT(*) AS trips',
        `FROM ${quotedName(about)}`,
        'GROUP BY pickup_zip',
        'ORDER BY average_fare DESC, pickup_zip',
      ].join('\n');
      if (file !== undefined) return sql(query, { names: ['save_as'], value: file, where: 'declared' });
      // The tool's own limit says whether there are more rows; LIMIT cannot.
      return [
        ...sql(query, { names: ['row_limit'], value: rowsOfFares, where: 'declared' }),
        ...sql(`${query}\nLIMIT ${rowsOfFares}`),
      ];
    },
    tell: tellFares,
  },
  {
    name: 'lineage',
    says: [
      /\b(?:lineage|upstreams?|sources?|origins?|provenance|feeds?\s+§t|(?:comes?|coming|came|originates?|derived|built|made) from)\b|リネージ|系譜|来歴|上流|由来|出所|出どころ|元データ|データ元|データソース|何から作られ[ぁ-ん]*|どこから\s*(?:来|き|作|生成)?[ぁ-ん]*/g,
      /§t|\b(?:tables?|data|trips)\b|テーブル|データ/g,
    ],
    mayAlsoSay: /\b(?:tables?|nyctaxi|originally|direction|trace)\b|関係|図|テーブル/g,
    about: 'table',
    sample: 'main.nyctaxi.fares_by_zip',
    examples: {
      en: 'Where does the data of main.nyctaxi.fares_by_zip come from?',
      ja: 'main.nyctaxi.fares_by_zip のデータはどこから来ていますか',
    },
    calls: (about) => [
      {
        tool: 'get_table_lineage',
        args: [
          table(about),
          { names: ['direction'], value: 'upstream', where: 'optional' },
          { names: ['depth'], value: 5, where: 'optional' },
        ],
      },
    ],
    tell: tellLineage,
  },
  {
    name: 'tables',
    says: [/\btables\b|テーブル/g],
    mayAlsoSay: /\b(?:schema|names?)\b|スキーマ|名/g,
    about: 'schema',
    sample: 'samples.nyctaxi',
    examples: { en: 'Which tables are in samples.nyctaxi?', ja: 'samples.nyctaxi にはどんなテーブルがありますか' },
    calls: (about) => {
      const [catalogName = '', schemaName = ''] = about.split('.');
      return [
        { tool: 'list_tables', args: [catalog(catalogName), schema(schemaName)] },
        ...sql(`SHOW TABLES IN ${quotedName(about)}`),
      ];
    },
    tell: (result, about, { tables, nothingListed }) =>
      tellNames(result, (names) => (names === '' ? nothingListed(about) : tables(about, names))),
  },
  {
    name: 'schemas',
    says: [/\bschemas\b|スキーマ/g],
    mayAlsoSay: /\b(?:catalog|names?)\b|カタログ|名/g,
    about: 'catalog',
    sample: 'samples',
    examples: { en: 'Which schemas are in samples?', ja: 'samples にはどんなスキーマがありますか' },
    calls: (about) => [
      { tool: 'list_schemas', args: [catalog(about)] },
      ...sql(`SHOW SCHEMAS IN ${quotedName(about)}`),
    ],
    tell: (result, about, { schemas, nothingListed }) =>
      tellNames(result, (names) => (names === '' ? nothingListed(about) : schemas(about, names))),
  },
  {
    name: 'catalogs',
    says: [/\bcatalogs?\b|カタログ/g],
    mayAlsoSay: /\b(?:unity|names?|access)\b|名/g,
    about: 'nothing',
    sample: '',
    examples: { en: 'Which catalogs are there?', ja: 'どんなカタログがありますか' },
    calls: () => [{ tool: 'list_catalogs', args: [] }, ...sql('SHOW CATALOGS')],
    tell: (result, about, { catalogs, nothingListed }) =>
      tellNames(result, (names) => (names === '' ? nothingListed(about) : catalogs(names))),
  },
  {
    name: 'notebook',
    says: [/\b(?:run|execute)\b|実行|走らせ|動かし/g, /§n|\bnotebooks?\b|ノートブック/g],
    mayAlsoSay: /\b(?:notebooks?|sample)\b|ノートブック|サンプル|して|て/g,
    about: 'notebook',
    sample: 'notebooks/sample.ipynb',
    examples: { en: 'Run notebooks/sample.ipynb', ja: 'notebooks/sample.ipynb を実行して' },
    calls: (about) => [
      { tool: 'run_notebook', args: [{ names: ['path', 'notebook', 'notebook_path'], value: about }] },
    ],
    withoutTool: (about, { noNotebooks }) => noNotebooks(about),
  },
];
