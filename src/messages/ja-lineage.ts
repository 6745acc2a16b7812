/** What is said where lineage cannot be told. */
export const jaLineage = {
  'lineage.not_permitted':
    '{table} のリネージを見る権限がありません。次の文を管理者に渡してください:\n{grants}\nワークスペースの応答: {message}',
  'lineage.not_enabled':
    'ここではリネージが有効になっていません。次のコマンドでシステムテーブルを有効にするよう管理者に依頼してください: databricks system-schemas enable <metastore_id> access。ワークスペースの応答: {message}',
  'lineage.unavailable':
    '{table} のリネージは今は読めません。1 分ほど待ってからもう一度試してください。ワークスペースの応答: {message}',
  'lineage.not_in_time': 'システムテーブルは時間内に答えませんでした（{doing}）。',
  'lineage.no_column': 'テーブル {table} に列「{column}」はありません。列の一覧を describe_table で確認してください。',
  'lineage.no_column_near': 'テーブル {table} に列「{column}」はありません。「{meant}」のことですか？',
  'lineage.columns_unknown': '{table} の列を一覧できません。列の名前を指定してください。',
};
