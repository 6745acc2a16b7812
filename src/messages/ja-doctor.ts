/** `lakegoose doctor` の文言。警告と失敗では、最初の文が状態を、残りが対処を述べる。 */
export const jaDoctor = {
  'doctor.summary': 'すべて正しいかを調べ、正しくないものの対処を示します。何も変更しません。',
  'doctor.only': 'この項目と、それに必要なものだけを調べます。例: sign-in。',
  'doctor.seconds': '各項目にかけてよい秒数（1）。ネットワークが遅いときに増やします。',
  'doctor.json': '結果を JSON で表示します。',
  'doctor.report': 'サポートへの問い合わせに使うテキストも、このフォルダーに書きます。秘密は含みません。',
  'doctor.notes': `終了コード:
  0  失敗なし（警告はありえます）
  1  失敗した項目がある、またはレポートを書けなかった
  2  引数が正しくない`,
  'doctor.still': '調べています: {titles} …',
  'doctor.sum': '正常 {ok}、要確認 {warn}、失敗 {failed}、対象外 {skipped}（{seconds} 秒）。',
  'doctor.script': '{title}: 管理者が実行する文',
  'doctor.report_written': 'レポートは {path} です。送る前に読んでください。',
  'doctor.report_not_written':
    'レポート {path} を書けませんでした（{reason}）。{fix}または、別のフォルダーで実行してください。',
  'doctor.report_head': 'lakegoose doctor のレポート（{at}）。秘密は … に置き換えてあります。',
  'doctor.report_settings': '設定と環境:',
  'doctor.report_results': '結果:',
  'doctor.report_not_shown': '（設定あり、非表示）',

  'doctor.waits_for': '「{check}」を待っています。',
  'doctor.cut':
    '{seconds} 秒以内に答えがなかったため、分かりません。もう一度試すか、時間を増やしてください: lakegoose doctor --only {check} --seconds {more}',

  'doctor.settings': '設定',
  'doctor.workspace_local': '合成データのローカルワークスペース {host} を使います。',
  'doctor.workspace_remote': 'ワークスペースは {host} です。',

  'doctor.network': 'TLS とプロキシ',
  'doctor.network_straight': 'プロキシなしで直接つながります。信頼する証明書: {trusts}。',
  'doctor.network_proxy': 'プロキシ {proxy} を通ります。信頼する証明書: {trusts}。',
  'doctor.network_proxy_odd':
    'プロキシ {proxy} が {host} につなぎません（自分で答える、切る、または待たせる）。プロキシがサインインを求めていないか、ブラウザーで {host} を開いて確認してください。そうでなければ、そのホストを通すようプロキシの担当者に依頼するか、NO_PROXY に加えてください。',
  'doctor.network_own_machine': 'ワークスペースはこのマシンにあり、直接つながります。',
  'doctor.network_goose_proxy':
    'Goose が {name} のプロキシを通してローカルワークスペースにつなごうとします。環境変数を設定してください: NO_PROXY={list}',

  'doctor.host': 'ホスト',
  'doctor.host_answers': '{host} は応答しています。',
  'doctor.host_silent':
    '{host} は {seconds} 秒以内に応答しませんでした。アドレス、ネットワーク、VPN を確認してください。ネットワークが遅い場合: lakegoose doctor --seconds 10',
  'doctor.host_page':
    '{host} はワークスペースではなくページを返しました（HTTP {status}）。DATABRICKS_HOST を確認してください。ネットワークやプロキシがサインインを求める場合は、ブラウザーで {host} を開いてください。',
  'doctor.host_broken':
    '{host} はエラーを返しました（HTTP {status}）。1 分後に試してください。続く場合はワークスペースの管理者に伝えてください。',

  'doctor.clock': '時計',
  'doctor.clock_right': 'ワークスペースとの差は {seconds} 秒です。',
  'doctor.clock_unknown': 'ワークスペースが時刻を伝えません。',
  'doctor.clock_fast':
    'このマシンの時計は {off} 進んでいるため、サインインや証明書が拒否されることがあります。時計を合わせてください。コンテナーの場合は、動かしているマシンの時計を合わせ、Docker を再起動してください。',
  'doctor.clock_slow':
    'このマシンの時計は {off} 遅れているため、サインインや証明書が拒否されることがあります。時計を合わせてください。コンテナーの場合は、動かしているマシンの時計を合わせ、Docker を再起動してください。',

  'doctor.sign_in': 'サインイン',
  'doctor.signed_in': '{name} としてサインインしています。トークンは {until} まで有効で、自動で更新されます。',
  'doctor.signed_in_until': '{name} としてサインインしています。DATABRICKS_TOKEN は {until} まで有効です。',
  'doctor.signed_in_endless': '{name} としてサインインしています。トークンの期限は分かりません。',
  'doctor.token_ends_soon':
    '{name} としてサインインしていますが、DATABRICKS_TOKEN は {until} に切れます。新しいものを設定するか、削除して次でサインインしてください: lakegoose login {host}',

  'doctor.warehouse': 'SQL ウェアハウス',
  'doctor.warehouse_runs': '{name}（{id}）を使えます: {state}。',
  'doctor.warehouse_stopped': '{name}（{id}）を使えます。状態は {state} で、最初のクエリで起動します。',
  'doctor.no_such_warehouse':
    '{host} に SQL ウェアハウス {id} はありません。.env の DATABRICKS_SQL_WAREHOUSE_ID を、使えるものにしてください: {names}',
  'doctor.warehouse_not_usable':
    '{host} の SQL ウェアハウス {id} を使う権限がありません。管理者に「Can use」を依頼するか、.env の DATABRICKS_SQL_WAREHOUSE_ID を使えるものにしてください: {names}',

  'doctor.cluster': 'クラスター',
  'doctor.no_cluster_set': 'クラスターは未設定です。ノートブックには必要で、質問には不要です。',
  'doctor.cluster_there': '{name}（{id}）があります: {state}。',
  'doctor.no_such_cluster':
    '{host} にクラスター {id} はありません。.env の DATABRICKS_CLUSTER_ID を空にするか、あるものにしてください: {names}',

  'doctor.model': 'モデル',
  'doctor.model_answers': '{model} が答えます。',
  'doctor.no_model_chosen': '{host} のモデルが選ばれていません。選ぶには: lakegoose bootstrap --only model',
  'doctor.model_not_served':
    '{host} はモデル {model} を提供していません。.env の GOOSE_MODEL を提供されているもの（{names}）にし、実行してください: lakegoose bootstrap',
  'doctor.model_refused':
    '{host} でモデル {model} が答えられませんでした。.env の GOOSE_MODEL を別のもの（{names}）にするか、管理者に伝えてください。ワークスペースの応答: {message}',

  'doctor.catalogs': 'Unity Catalog の公開範囲',
  'doctor.catalogs_visible': '見えるカタログ: {count}（{names}）。',
  'doctor.no_catalogs': '{name} に見えるデータがありません。下の文で、必要なカタログを管理者に依頼してください。',

  'doctor.lineage': 'リネージ',
  'doctor.lineage_by_api': 'リネージ API が応答します（例: {table}）。',
  'doctor.lineage_by_system': 'リネージ API は応答しませんが、代わりにシステムテーブル {table} を読めます。',
  'doctor.lineage_no_table': 'リネージを調べられるテーブルが見えません。',
  'doctor.lineage_unavailable':
    'リネージ API もシステムテーブルも応答しません。カタログ system のスキーマ access を有効にするよう、アカウントの管理者に依頼してください。応答: {message}',
  'doctor.lineage_not_permitted':
    '{table} の来歴を見る権限がありません。下の文のどれか、またはすべての実行を管理者に依頼してください。ワークスペースの応答: {message}',

  'doctor.permissions': '自分の権限',
  'doctor.permissions_read': '読み取りだけです（見えるカタログとスキーマ {all} のうち {looked} を確認）。',
  'doctor.permissions_write':
    'あなた自身の権限では、{where} で書き込みや削除ができます（見えるカタログとスキーマ {all} のうち {looked} を確認）。lakegoose は拒否しますが、ほかのプログラムは拒否しません。読むだけなら、下の文を管理者に渡してください。',
  'doctor.permissions_administrator':
    'あなた（{name}）はここの Unity Catalog の管理者で、何でも削除できます。質問には、読み取りだけの人としてサインインしてください。',
  'doctor.permissions_unknown':
    '見えるカタログとスキーマ {all} のうち、権限が分かるものがありません。書き込めるかどうかを管理者に確認してください。',

  'doctor.policy': 'ポリシー',
  'doctor.policy_usual': '{policy}（設定なしの既定）。AI 関数: {ai}。スキーマ: {scope}。',
  'doctor.policy_set': '{policy}（{setting}）。AI 関数: {ai}。スキーマ: {scope}。',
  'doctor.policy_under_ceiling': '{policy}。{path} が許す上限は {ceiling}。AI 関数: {ai}。スキーマ: {scope}。',
  'doctor.policy_writable':
    '{policy} が有効ですが、それを制限する {path} をあなたが変更できます（AI 関数: {ai}、スキーマ: {scope}）。管理者だけのファイルにするよう依頼してください: chown root {path} && chmod 644 {path}',
  'doctor.policy_unreadable':
    '管理者のファイル {path} を読めないため、何も実行されません。訂正を管理者に依頼してください。例: sql_policy: read',

  'doctor.programs': 'プログラム',
  'doctor.programs_there': 'バージョン: {list}。',
  'doctor.no_goose': 'Goose が PATH にないか、動きません（{list}）。インストール: lakegoose bootstrap --only tools',
  'doctor.goose_too_old':
    'Goose {found} は古すぎます。{needed} 以降が必要です（{list}）。インストール: lakegoose bootstrap --only tools',
  'doctor.program_missing':
    '{names} が PATH にないか、動きません（{list}）。インストール: lakegoose bootstrap --only tools',
  'doctor.programs_other':
    '.devcontainer が定めるバージョンではありません: {list}（定め: {pinned}）。インストール: lakegoose bootstrap --only tools',

  'doctor.goose': 'Goose の設定',
  'doctor.goose_right': '設定どおりです: {model}（{path}）。',
  'doctor.goose_not_set_up': 'Goose がまだ設定されていません（{path}）。実行してください: lakegoose agents goose',
  'doctor.goose_broken':
    'Goose が {path} を読めません（{reason}）。訂正するか、別の場所に移してから実行してください: lakegoose agents goose',
  'doctor.goose_other': '{path} が設定どおりではありません。実行してください: lakegoose agents goose',
  'goose.kept_out_of_reach':
    '{path} に Goose が残したものを、確認または削除できませんでした（{reason}）。{fix}その後、削除するには: lakegoose logout --purge',
  'goose.no_answer': 'Goose から設定を聞けません（{reason}）。確認: goose info -v',

  'doctor.goose_environment': 'Goose と環境変数',
  'doctor.goose_environment_clear': 'Goose の設定に優先する環境変数はありません。',
  'doctor.goose_environment_overrides':
    '環境変数が Goose の設定に優先しています: {names}。取り除いてください。端末では: {command}',

  'doctor.goose_tools': 'Goose のツール',
  'doctor.goose_tools_exact': 'モデルに渡されるのは lakegoose のツールだけです。',
  'doctor.goose_tools_chosen': 'モデルに lakegoose のツールと、あなたが有効にしたものを渡しています: {names}。',
  'doctor.goose_without_tools': 'Goose が lakegoose のツールを渡していません。実行してください: lakegoose agents goose',
  'doctor.goose_some_tools':
    'Goose が渡すツールは一部だけです: {names}。{path} の available_tools を空にしてください。',
  'doctor.goose_more_tools':
    'Goose 自身のツールも渡されており、プログラムの実行やファイルの書き込みができます: {names}。無効にするには: lakegoose agents goose',
  'doctor.goose_shell':
    '設定により Goose のシェルも渡されており、そこで動くものにガードは働きません。不要なら .env から LAKEGOOSE_GOOSE_TOOLS を取り除き、実行してください: lakegoose agents goose',
  'doctor.goose_other_servers':
    'ほかのサーバーのツールも渡されており、lakegoose のガードは働きません: {names}。不要なら {path} で「enabled: false」にしてください。',

  'doctor.mcp_server': 'MCP サーバー',
  'doctor.mcp_server_serves': '起動し、{count} 個のツールを提供します。',
  'doctor.mcp_server_other':
    'ツールがこのバージョンのものではありません（不足: {missing}、不明: {strange}）。自分のフォルダーで lakegoose を入れ直してください: rm -r node_modules && npm install',

  'doctor.kernel': 'ノートブックのカーネル',
  'doctor.no_python': '{folder} にもその上にも .venv がありません。ノートブックには必要で、質問には不要です。',
  'doctor.kernel_there': 'あります（{path}）。',
  'doctor.no_kernel':
    '{path} に Databricks のカーネルがありません。実行してください: lakegoose bootstrap --only python',
  'doctor.no_kernel_in_own':
    '{path} は自作の環境で、Databricks のカーネルがありません。ノートブックを使うなら、別の場所に移してから実行してください: lakegoose bootstrap --only python',
  'doctor.kernel_broken':
    '{path} のカーネルは、Python がないため起動しません。作り直してください: rm -r {path} && lakegoose bootstrap --only python',

  'doctor.secrets': '秘密のファイル',
  'doctor.secrets_closed': '秘密を含むファイル: {count}。ほかの人は読めません。',
  'doctor.secrets_open': 'このマシンのほかの人が秘密を読めます: {paths}。閉じるには: {command}',

  'doctor.storage': '保存場所',
  'doctor.storage_free': '空き容量は {megabytes} MB です（{paths}）。',
  'doctor.not_writable': '{path} に書けません（{reason}）。{fix}または、HOME を別のフォルダーにしてください。',
  'doctor.disk_full':
    '{path} のディスクがいっぱいです。空き容量を増やしてください。Goose が保存したものを消すには: lakegoose logout --purge',

  'doctor.kept': 'Goose が保存したもの',
  'doctor.nothing_kept': '質問も行も、まだ保存されていません。',
  'doctor.kept_by_goose': '質問、答え、行: {places}。消すには: lakegoose logout --purge',
} as const;
