const english = `
  please pls could can would will you i we me us my our want like need to see know show tell give display print list get
  fetch find look up check explain describe what which what's whats where is are was the a an of in on for from with by
  using use it its this that there there's do does did have has contain contains how about let let's hey hi hello thanks thank
  goose guide databricks sql query calculate compute aggregate return report exist exists available here workspace
  i'd i'm all and data`;

const japanese = `
  教えてください 教えて下さい 教えてくれますか 教えて おしえてください おしえて 見せてください 見せて みせて
  表示してください 表示して 表示 確認してください 確認したい 確認して 確認 知りたいです 知りたい 調べてください 調べて
  説明してください 説明して 説明 出してください 出して 集計してください 集計して 集計したい 集計 計算してください 計算して 計算
  求めてください 求めて 取得してください 取得して リストアップして 一覧にして 一覧 リスト お願いします お願い ください 下さい もらえますか 利用可能な いますか いる
  どのような どのように どんな どういう どうなっていますか どうなっている どうなってる どうなって 何がありますか 何 なに どれ どの
  ありますか あります ある 存在しますか 存在する していますか なっていますか なっている ですか でしょうか です ますか ます
  について に関して 使って 用いて データ 情報 内容 見たいです 見たい 知る すべて 全て 全部 利用できる 使える
  この その これ は が を の に で と も へ や か 中 内 配下 ね よ sql クエリ ワークスペース`;

const listed = (words: string) => words.trim().split(/\s+/);

/** Words that carry no meaning of their own in the guide's questions. */
const smallWords = new RegExp(
  [
    `(?<![a-z0-9_'])(?:${listed(english).join('|')})(?![a-z0-9_'])`,
    ...listed(japanese).toSorted((a, b) => b.length - a.length),
  ].join('|'),
  'g',
);

/** What is left of a question without small words, punctuation and space: what the guide has not understood. */
export function withoutSmallWords(words: string): string {
  return words.replace(smallWords, ' ').replace(/[\p{P}\p{S}\s]+/gu, (run) => (run.includes('§') ? '§' : ''));
}
