/** What is said where lineage cannot be told. */
export const jaLineage = {
  'lineage.not_permitted':
    '{table} のリネージを見る権限がありません。リネージ API の答え: {api}。システムテーブルの答え: {system} 次の文を管理者に渡してください:\n{grants}',
  'lineage.not_enabled':
    'ここではリネージが有効になっていません。リネージ API の答え: {api}。システムテーブルの答え: {system} 次のコマンドで有効にするよう管理者に依頼してください: databricks system-schemas enable <metastore_id> access',
  'lineage.unavailable':
    '{table} のリネージは今は読めません。リネージ API の答え: {api}。次に尋ねたシステムテーブル: {system} 1 分ほど待ってからもう一度試してください。',
  'lineage.not_in_time': 'システムテーブルは時間内に答えませんでした（{doing}）。',
  'lineage.no_column': 'テーブル {table} に列「{column}」はありません。列の一覧を describe_table で確認してください。',
  'lineage.no_column_near': 'テーブル {table} に列「{column}」はありません。「{meant}」のことですか？',
  'lineage.columns_unknown': '{table} の列を一覧できません。列の名前を指定してください。',
};
