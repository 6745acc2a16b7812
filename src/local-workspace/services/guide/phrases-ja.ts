import type { Phrases } from './phrases-en.ts';

/** What the guide says in Japanese. */
export const ja: Phrases = {
  notice:
    '私はオフラインガイドです。ローカルワークスペースのスクリプトであり、AI モデルではありません。ここで見えるデータはすべて合成データです。',
  title: 'オフラインガイド',
  calling: (tool) => `ツール \`${tool}\` に問い合わせます。`,
  noTool: (tools) =>
    `そのためのツールが接続されていません（探したもの: ${tools}）。\`lakegoose mcp\` がそのツールを提供する MCP サーバーです。エージェントに stdio サーバーとして追加するか、lakegoose が設定した \`goose\` を起動してください。`,
  noNotebooks: (path) => `\`${path}\` は実行できません。ツール \`run_notebook\` が接続されていません。`,
  noResult: 'ツールから結果が返りませんでした。同じ呼び出しは繰り返しません。もう一度質問してください。',
  failed: 'ツールが拒否または失敗しました。自動では再試行しません。ツールのメッセージ:',
  tryNext:
    'テーブル名（`catalog.schema.table` の 3 部分）を確認するか、カタログ・スキーマ・テーブルの一覧を質問してください。',
  asItIs: 'ツールの回答:',
  source: (tool) => `出典: \`${tool}\`（ローカルワークスペース、合成データ）`,
  rows: (count) => `${count} 行を表示しています。`,
  moreRows: (count) => `最初の ${count} 行です。続きがあります。`,
  notShown: (shown, rows) => `${rows} 行のうち ${shown} 行を表示しています。`,
  stop: '。',
  space: '',
  noRows: 'クエリは実行されましたが、結果は 0 行でした。',
  highestFare: (table, fare, zip, trips) =>
    `\`${table}\` で平均運賃が最も高いのは pickup_zip **${zip}** の **${fare}** です${trips === undefined ? '' : `（乗車数: ${trips}）`}`,
  nextFares: (fares) => `。次は ${fares.map(({ fare, zip }) => `${zip} の ${fare}`).join('、')} です`,
  columns: (table, count) => `\`${table}\` には ${count} 個の列があります。`,
  sources: (table, sources) => `\`${table}\` のデータの直接の元は ${sources} です。`,
  chain: (chain) => `テーブルから元データまでの全体の流れ: ${chain}`,
  noSources: (table) => `\`${table}\` の元データは記録されていません。`,
  catalogs: (names) => `カタログ: ${names}`,
  schemas: (catalog, names) => `\`${catalog}\` のスキーマ: ${names}`,
  tables: (schema, names) => `\`${schema}\` のテーブル: ${names}`,
  nothingListed: (place) => (place === '' ? '一つもありません。' : `\`${place}\` には一つもありません。`),
  unknown: (examples) =>
    [
      '私が答えられるのは次の質問だけです（ほかのテーブルでもできます）。',
      examples.map((example) => `- ${example}`).join('\n'),
      'それ以外の質問には本物のモデルを接続してください。`lakegoose login HOST` で Databricks ワークスペースにサインインし、`goose` を起動します。',
    ].join('\n\n'),
};
