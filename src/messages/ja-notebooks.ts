/** What is said of notebooks, in Japanese. */
export const jaNotebooks = {
  'notebook_run.summary': 'ノートブックをクラスターで実行し、結果をそのファイルに書き込みます。',
  'notebook_run.path': 'ノートブック（.ipynb）。',
  'notebook_run.json': '終わったセルごとに 1 行、最後に 1 行の JSON を出力します。',
  'notebook_run.notes':
    'セルの中で読み取れる SQL は、実行の前に判定されます。終了コード: 0 すべてのセルを実行、1 セルが失敗したか実行できない、3 SQL ガードがセルを拒否。',
  'notebook_run.unseen':
    'ガードは読み取れる SQL を判定しました。次の箇所が何をするかは実行前に読み取れません。信用する前に確認してください（セル:行）: {places}',
  'notebook_run.cluster': 'クラスター {name}: {state}、{seconds} 秒。Ctrl-C で待つのをやめます。',
  'notebook_run.asleep': '停止中（起動します）',
  'notebook_run.starting': '起動中',
  'notebook_run.restarting': '再起動中',
  'notebook_run.ending': '停止処理中',
  'notebook_run.cell': 'セル {cell}（{count} 個中 {number} 個目） {state}',
  'notebook_run.cell_done': '[{number}/{count}] セル {cell} 完了',
  'notebook_run.cell_failed': '[{number}/{count}] セル {cell} 失敗',
  'notebook_run.rows': '{count} 行のうち {shown} 行を表示しています（すべてノートブックの中にあります）',
  'notebook_run.displayed':
    'ほかにも行があるかもしれません。Databricks が表示するのは最大 {rows} 行または {megabytes} MB です。SQL で数えてください。lakegoose sql run ならすべての行が得られます。',
  'notebook_run.images': '画像: {count} 枚（ノートブックの中）',
  'notebook_run.failed_at': 'セル {cell} の {line} 行目で失敗しました: {source}',
  'notebook_run.failed': 'セル {cell} が失敗しました。',
  'notebook_run.done': '{count} 個のセルを {seconds} 秒で実行しました。',
  'notebook_run.saved': '結果は {path} にあります。',
  'notebook_run.left':
    'この実行の一部がクラスターに残っているかもしれません。終わったことをワークスペースから確認できませんでした。すぐに終わらせるには、クラスターを再起動してください。原因: {message}',
  'notebook_run.not_saved': '{path} は元のままです。',
  'notebook.no_ending': '「{path}」はノートブックの名前ではありません。.ipynb で終わる名前にしてください。',
  'notebook.outside':
    '「{path}」は作業フォルダー {folder} の外です。その中のノートブックを指定するか、先にそのフォルダーへ移動（cd）してください。',
  'notebook.not_there': 'ノートブック「{path}」は {folder} にありません。名前とフォルダーを確認してください。',
  'notebook.unreadable': 'ノートブック「{path}」を読めません: {reason}。ファイルと読む権限を確認してください。',
  'notebook.not_a_notebook':
    '「{path}」はノートブックではありません。Jupyter が書く JSON のセルがありません。正しいファイルか確認してください。',
  'notebook.old_format':
    '「{path}」は古い形式 {format} です。実行できるのは形式 4 だけです。Jupyter で保存し直して形式 4 にしてください。',
  'notebook.new_format': '「{path}」は形式 {format} で、ここでは扱えません。形式 4 で保存してください。',
  'notebook.broken_cell':
    '「{path}」のセル {cell} が壊れています。{field} がないか、正しくありません。直すか、セルを削除してください。',
  'notebook.no_kernel':
    '「{path}」にはカーネルの指定（metadata.kernelspec）がありません。VS Code で開き、カーネル Databricks を選んで保存してください。',
  'notebook.other_language':
    '「{path}」は {language} で書かれていますが、実行できるのは Python だけです。カーネル Databricks を選び、セルを Python で書いてください。',
  'notebook.exists': '「{path}」はすでにあります。別の名前にするか、そのセルを変更してください。',
  'notebook.no_folder': '「{path}」のためのフォルダー {folder} がありません。作るか、別のフォルダーを選んでください。',
  'notebook.not_writable': '「{path}」に書き込めません: {reason}。{fix}',
  'notebook.no_such_cell': '「{path}」にセル {cell} はありません（全部で {count} 個）。その中から選んでください。',
  'notebook.no_cluster':
    'ノートブックはクラスターで実行されますが、{host} のクラスターが未設定です。.env に DATABRICKS_CLUSTER_ID を設定するか、次を実行してください: lakegoose bootstrap',
  'notebook.no_such_cluster':
    '{host} に、あなたが使えるクラスター {id} はありません。.env の DATABRICKS_CLUSTER_ID に使えるものを設定してください。ワークスペースの説明: {message}',
  'notebook.cluster_failed':
    'クラスター {name} は起動しませんでした（状態: {state}）。ワークスペースでイベントを確認するか、DATABRICKS_CLUSTER_ID に別のものを設定してください。ワークスペースの説明: {message}',
  'notebook.cluster_too_slow':
    'クラスター {name} は {seconds} 秒たっても起動していません。起動は続いていることがあります。もう一度試すか、LAKEGOOSE_CLUSTER_SECONDS を大きくしてください。',
  'notebook.cancelled': 'ノートブックの実行は中止されました。まだ必要なら、もう一度実行してください。',
  'notebook.not_ended':
    'ノートブックの実行は中止されましたが、クラスターでは処理が続いているかもしれません。終わったことをワークスペースから確認できませんでした。すぐに終わらせるには、クラスターを再起動してください。原因: {message}',
  'notebook.no_python':
    'ノートブックのための Python（.venv）が {folder} にも、その上にもありません。次を実行してください: lakegoose bootstrap --only python',
  'notebook.kernel_failed':
    'ノートブックのカーネルが起動しないか、途中で終わりました: {reason}。もう一度試し、続くなら次を実行してください: lakegoose bootstrap --only python',
  'notebook.kernel_lost':
    'ノートブックのカーネルが実行の途中で終わりました: {reason}。始めた処理がクラスターで続いているかもしれません。すぐに終わらせるには、クラスターを再起動してから、もう一度実行してください。',
  'notebook.refused':
    '「{path}」のセル {cell} の {line} 行目に、ガードが通さない SQL があります。何も実行していません。セルを直してください。',
  'notebook.no_such_run':
    '実行 {run} はここにはありません。終わってから時間がたったか、別のセッションのものです。ノートブックを見るか、もう一度実行してください。',
} as const;
