/** What is said while everything is set up, in Japanese. */
export const jaBootstrap = {
  'bootstrap.summary':
    '必要なものを順に整えます: ツール、ワークスペース、サインイン、Goose。正しいものには触れません。',
  'bootstrap.only': 'このステップだけを実行します。例: tools。',
  'bootstrap.unattended': '端末でも何も尋ねません。',
  'bootstrap.json': 'ステップが終わるたびに 1 行の JSON を表示します。',
  'bootstrap.failed':
    '{all} ステップのうち {count} 個が成功しませんでした。表示された対処を行い、もう一度実行してください: lakegoose bootstrap',
  'bootstrap.ready': '準備ができました。質問を始めるには: goose',
  'bootstrap.waits_for': '「{step}」を待っています。',
  'bootstrap.tools': 'ツール',
  'bootstrap.workspace': 'ワークスペース',
  'bootstrap.workspace_local':
    '合成データのローカルワークスペース（{host}）。自分のものを使うには: lakegoose login https://<ワークスペース>',
  'bootstrap.workspace_remote': '{host} を使います。',
  'bootstrap.workspace_chosen':
    'Databricks ワークスペースがまだ分からないため、合成データのローカルワークスペースを {path} で選びました。自分のものを使うには: lakegoose login https://<ワークスペース>',
  'bootstrap.env_not_writable':
    '{path} に書けませんでした（{reason}）。元のままです。{fix}その後、もう一度実行してください。',
  'bootstrap.local_workspace': 'ローカルワークスペース',
  'bootstrap.local_not_meant': '不要です。ワークスペースは {host} です。',
  'bootstrap.local_running': '{host} で応答しています。',
  'bootstrap.local_starting': '起動しています…',
  'bootstrap.local_started': '起動しました。{host} で応答しています。',
  'bootstrap.local_not_started':
    'ローカルワークスペース {host} が起動しませんでした（{reason}）。詳しくは: lakegoose workspace',
  'bootstrap.log_not_writable':
    'ローカルワークスペースのログ {path} に書けませんでした（{reason}）。{fix}その後、実行してください: lakegoose bootstrap',
  'bootstrap.sign_in': 'サインイン',
  'bootstrap.signed_in_by_settings': '設定により {host} にサインインします。',
  'bootstrap.signed_in': '{host} にサインインしています（プロファイル {profile}）。',
  'bootstrap.now_signed_in': '{host} にサインインしました（プロファイル {profile}）。',
  'bootstrap.sign_in_yourself': '{host} にまだサインインしていません。端末で実行してください: lakegoose login {host}',
  'bootstrap.signing_in': '{host} にサインインしています…',
  'bootstrap.after_sign_in': 'サインインを待っています。ターミナルで実行してください: lakegoose login {host}',
  'bootstrap.model': 'モデル',
  'bootstrap.model_guide': 'ローカルワークスペースでは、組み込みのガイド ({model}) が答えます。',
  'bootstrap.model_served': '{host} は {model} を提供しています。',
  'bootstrap.model_chosen': '{path} に {model} を設定しました。変更するには、そこの GOOSE_MODEL を書き換えてください。',
  'bootstrap.model_without_gateway':
    '{host} には AI Gateway がないため、モデルサービングの {model} を {path} に設定しました（GOOSE_PROVIDER=databricks）。変更するには、そこの GOOSE_MODEL を書き換えてください。',
  'bootstrap.model_retired':
    '{host} は {retired} の提供を終えているため、{path} に {model} を設定しました。変更するには、そこの GOOSE_MODEL を書き換えてください。',
  'bootstrap.model_in_environment':
    '変数 GOOSE_MODEL の {model} は {host} では提供されていません。次のどれかに設定するか、変数を消してください: {names}',
  'bootstrap.no_models':
    '{host} で使えるモデルがありません。AI Gateway のモデルを使う権限を管理者に頼むか、.env に GOOSE_PROVIDER=databricks と書いてモデルサービングを使ってください。',
  'bootstrap.no_model_with_tools':
    '{host} には、ツールを呼び出せると分かっているモデルがありません。.env の GOOSE_MODEL に、呼び出せるものを設定してください: {names}',
  'bootstrap.no_such_warehouse':
    '{host} には、使える SQL ウェアハウス {id} がありません。.env の DATABRICKS_SQL_WAREHOUSE_ID に次のどれかを設定してください: {names}',
  'bootstrap.goose_without_model': '{host} のモデルを待っています。',
  'bootstrap.goose': 'Goose の設定',
  'bootstrap.goose_uses': 'Goose はモデル {model} を使います（{path}）。',
  'bootstrap.goose_switched_off':
    'Goose はモデル {model} を使います（{path}）。何をするかガードから見えないため、無効にしました: {names}。Goose のシェルを使うには、.env に LAKEGOOSE_GOOSE_TOOLS=shell を設定してください。',
  'bootstrap.goose_overruled':
    'Goose を {path} に設定しましたが、環境変数 GOOSE_PROVIDER（{provider}）が優先され、Goose が自分でサインインしてしまいます。変数を消し、.env に GOOSE_PROVIDER={provider} と書いてください。',
  'bootstrap.goose_with_shell':
    'Goose はモデル {model}（{path}）と、自身のシェル（LAKEGOOSE_GOOSE_TOOLS）を使います。コマンドの実行前に確認しますが、コマンドが何をするかガードには見えません。',
  'bootstrap.goose_with_shell_only':
    'Goose はモデル {model}（{path}）と、自身のシェル（LAKEGOOSE_GOOSE_TOOLS）を使います。コマンドの実行前に確認しますが、コマンドが何をするかガードには見えません。何をするかガードから見えないため、無効にしました: {names}。',
  'bootstrap.self_test': '動作確認',
  'bootstrap.tools_listed': 'ツールのサーバーが起動し、{count} 個のツールを提供しています。',
  'bootstrap.no_tools':
    'ツールのサーバーが起動しませんでした（{reason}）。lakegoose mcp の表示を確認するか、自分のフォルダーで lakegoose を入れ直してください: rm -r node_modules && npm install',
  'bootstrap.tools_refused': 'ツールのサーバーはまだ起動できません。{reason}',
  'bootstrap.python': 'Python 環境',
  'python.no_pins': '{path} がないため、インストールするものはありません。',
  'python.own':
    '{path} はご自身の Python 環境なので、そのままにしました。Databricks カーネルのある環境を使うには、名前を変えてから実行してください: lakegoose bootstrap --only python',
  'python.there': 'pyproject.toml のパッケージがあります（{path}）。',
  'python.waits': '別の lakegoose がノートブック用のパッケージをインストールしています。終わるまで待ちます…',
  'python.making': 'ノートブック用のパッケージをインストールしています…',
  'python.made': 'pyproject.toml のパッケージを {path} にインストールしました。使うには: uv run',
  'python.no_uv':
    'Python パッケージは uv でインストールしますが、uv がまだありません。実行してください: lakegoose bootstrap',
  'python.none':
    'ここには Python {versions} がありません。インストールする（Debian では python3）か、コンテナーを作り直してから実行してください: lakegoose bootstrap --only python',
  'python.failed':
    'Python パッケージをインストールできませんでした（{reason}）。ネットワークとプロキシを確認し、もう一度実行してください: lakegoose bootstrap --only python',
  'python.not_writable':
    '{path} に書けません（{reason}）。{fix}その後、もう一度実行してください: lakegoose bootstrap --only python',
  'tools.there': 'Goose、Databricks CLI、uv があります（{folder}）。',
  'tools.placed': '{folder} にインストールしました: {tools}。',
  'tools.own':
    '{folder} にご自身のプログラムがあるため、そのままにしました: {names}。.devcontainer が定めるバージョンを使うには、名前を変えてから実行してください: lakegoose bootstrap --only tools',
  'tools.missing': '{folder} にインストールできなかったツール: {tools}。',
  'tools.fetching': '{tool} を取得しています…',
  'tools.building': '{tool} をソースからビルドしています。初回だけ約 {minutes} 分かかります…',
  'tools.not_for_machine':
    'この種類のマシン（{machine}）用の {tool} は npm にありません。LAKEGOOSE_TOOLS=registry を削除すると、公式リリースから取得します。',
  'tools.no_pins':
    '{directory} にもその上にも、ツールの版を定める .devcontainer フォルダーがありません。コンテナーとして開いたフォルダーで実行してください。そのフォルダーがない場合は、Goose（https://github.com/aaif-goose/goose）と Databricks CLI（https://docs.databricks.com/dev-tools/cli）を、それぞれのページのとおりにインストールしてください。',
  'tools.no_pin':
    'ツールのバージョンを決める {path} を読めません（{reason}）。リポジトリのファイルに戻してから実行してください: lakegoose bootstrap',
  'tools.no_version': '{path} に Databricks CLI の版がありません。リポジトリからファイルを取り直してください。',
  'tools.no_program':
    '「{program}」がないため {tool} をインストールできませんでした。インストールしてから、もう一度実行してください: lakegoose bootstrap',
  'tools.too_slow':
    '{tool} が {seconds} 秒たっても用意できませんでした。ネットワークを確認し、もう一度実行してください: lakegoose bootstrap',
  'tools.failed':
    '{tool} をインストールできませんでした（{program}: {reason}）。ネットワークとプロキシを確認し、もう一度実行してください: lakegoose bootstrap',
  'tools.not_kept': '{path} に書けませんでした（{reason}）。{fix}その後、実行してください: lakegoose bootstrap',
  'tools.not_placed': '{path} に書けませんでした（{reason}）。{fix}その後、実行してください: lakegoose bootstrap',
  'tools.no_releases':
    'ツールの公式リリースを取得できませんでした（{reason}）。ネットワークが遮断している場合は .env に LAKEGOOSE_TOOLS=registry を設定してください。その後で実行してください: lakegoose bootstrap',
  'tools.no_mise':
    'ツールの取得に使う mise は x64 と arm64 用だけで、このマシンは {machine} です。~/.local/bin にご自身でインストールしてください: goose、databricks、uv。',
  'tools.other_content':
    '{address} から取得した {tool} の内容が .devcontainer の定めと異なるため、インストールしませんでした。別のネットワークを試すか、リポジトリから .devcontainer を取り直してから、実行してください: lakegoose bootstrap',
  'tools.waits': '別の lakegoose が {tool} を用意しています。終わるまで待ちます…',
  'tools.still': '{tool} の処理を続けています（{seconds} 秒）…',
  'bootstrap.profile': 'プロファイル',
  'bootstrap.profile_right':
    'SQL ウェアハウス: {warehouse}。クラスター: {cluster}。Databricks CLI と SDK も {profile}（{path}）から同じものを使います。',
  'bootstrap.profile_of_several':
    'SQL ウェアハウス: {warehouse}。クラスター: {cluster}。Databricks CLI と SDK も {profile}（{path}）から同じものを使います。別のものを使うには、.env の DATABRICKS_SQL_WAREHOUSE_ID か DATABRICKS_CLUSTER_ID に次のどれかを設定してください: {others}。その後で実行してください: lakegoose bootstrap',
  'bootstrap.profile_other':
    'SQL ウェアハウス: {warehouse}。クラスター: {cluster}。Databricks CLI と SDK は別のプロファイルを既定で使います。{host} には --profile {profile} を付けてください。',
  'bootstrap.no_such_cluster':
    '{host} には、使えるクラスター {id} がありません。.env から DATABRICKS_CLUSTER_ID を削除するか、次のどれかを設定してください: {names}',
  'bootstrap.profile_not_writable':
    '{path} に書けませんでした（{reason}）。元のままです。{fix}その後、もう一度実行してください。',
} as const;
