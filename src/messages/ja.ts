import type { en } from './en.ts';
import { jaBootstrap } from './ja-bootstrap.ts';
import { jaConnection } from './ja-connection.ts';
import { jaDoctor } from './ja-doctor.ts';
import { jaHarden } from './ja-harden.ts';
import { jaLineage } from './ja-lineage.ts';
import { jaMcp } from './ja-mcp.ts';
import { jaNotebooks } from './ja-notebooks.ts';
import { jaSql } from './ja-sql.ts';

export const ja: Record<keyof typeof en, string> = {
  'cli.error': 'lakegoose（エラー）:',
  'cli.fault': 'これは lakegoose の不具合で、操作の誤りではありません。次の行を添えて報告してください。',
  'help.about':
    'lakegoose: Databricks ワークスペースのデータに普段の言葉で質問できます。データを壊す文はガードが止めます。',
  'help.usage': '使い方:',
  'help.verb': 'コマンド',
  'help.more': '各コマンドの説明: lakegoose <コマンド> --help',
  'help.help': 'この説明を表示します。',
  'help.examples': '例:',
  'usage.unknown_verb': '「{verb}」というコマンドはありません。一覧: lakegoose --help',
  'usage.unknown_verb_near': '「{verb}」というコマンドはありません。「{meant}」のことですか？ 一覧: lakegoose --help',
  'usage.unknown_option': '「{option}」は {verb} のオプションではありません。一覧: lakegoose {verb} --help',
  'usage.unknown_option_near': '「{option}」は {verb} のオプションではありません。「{meant}」のことですか？',
  'usage.no_value': '{option} には値が必要です。説明: lakegoose {verb} --help',
  'usage.has_no_value': '{option} は値を取りません。説明: lakegoose {verb} --help',
  'usage.too_many': '「{word}」は余分です。説明: lakegoose {verb} --help',
  'usage.no_notebook': '実行するノートブックを指定してください。例: lakegoose notebook run notebooks/sample.ipynb',
  'usage.port_without_http': '--port は --http と一緒に使います。説明: lakegoose mcp --help',
  'usage.bad_value': '{option} の値が正しくありません（{reason}）。説明: lakegoose {verb} --help',

  'demo.summary': 'ローカルワークスペースで Goose が 3 つの質問に答えます。アカウントは不要です。',
  'demo.chat': '自分で Goose と対話します。',
  'demo.data': 'ローカルワークスペースのデータをこのフォルダーに保存します。',
  'demo.starting': 'このマシンで合成データのローカルワークスペースを起動しています…',
  'demo.workspace_ready': 'ローカルワークスペースが {host} で応答しています。',
  'demo.goose_ready': 'Goose の設定は {path} にあり、最後に削除されます。お使いの Goose には触れません。',
  'demo.chat_hint': '自由に質問してください。オフラインガイドが答えられる質問は次のとおりです。終了は /exit です。',
  'demo.question': '── {number} / {of} ── {question}',
  'demo.question_structure': 'samples.nyctaxi.trips テーブルの構造を教えて',
  'demo.question_fares': 'samples.nyctaxi.trips の pickup_zip ごとの平均運賃を SQL で集計して',
  'demo.question_lineage': 'main.nyctaxi.fares_by_zip のデータはどこから来ていますか？',
  'demo.goose_starts': 'Goose が起動し、質問を読んでいます …',
  'demo.calls': 'Goose がツール {tool} を呼び出します',
  'demo.answered': 'ツールが答えました。',
  'demo.call_failed': 'ツールが失敗しました。',
  'demo.next':
    '動いたのは本物の Goose、本物のツール、本物のデータベースエンジンです。代役はデータとモデルだけです。\n次にお試しください:\n  {lakegoose} demo --chat                       自分で質問する\n  {lakegoose} login https://<ワークスペース>    自分の Databricks ワークスペースにサインインする',
  'demo.stopped': 'デモを中止しました。動いたままのものはありません。',
  'demo.goose_ended':
    'デモの途中で Goose が終了しました（{reason}）。動いたままのものはありません。同じコマンドでもう一度実行してください。',
  'demo.no_answer': 'Goose は「{question}」にデータから答えませんでした。報告をお願いします。',
  'demo.no_temporary_directory':
    'デモには一時ファイル用のフォルダーが必要ですが、{path} に書けません（{reason}）。TMPDIR に自分のフォルダーを設定してください。',
  'demo.no_terminal': '対話には端末が必要です。端末で実行するか、--chat なしで実行してください。',

  'login.summary': 'ブラウザーで一度だけ Databricks ワークスペースにサインインします。',
  'login.host':
    'ワークスペースのアドレス。合成データのローカルワークスペースなら local。省略時は DATABRICKS_HOST です。',
  'login.no_host':
    'どのワークスペースですか？ アドレスを指定してください。例: lakegoose login https://adb-1234567890123456.7.azuredatabricks.net',
  'login.bad_host':
    '「{host}」はワークスペースのアドレスではありません。https:// で始まり、パスワードを含まないアドレスです。正しい例: lakegoose login https://adb-1234567890123456.7.azuredatabricks.net',
  'login.if_needed': '自分のワークスペースが設定されていて、まだサインインしていないときだけ行います。',
  'login.none_of_yours':
    '自分のワークスペースが設定されていないため、サインインは不要です。自分のものを使うには: lakegoose login https://<ワークスペース>',
  'login.not_needed': '{host} にサインインしています。質問を始めるには: goose',
  'login.may_leave': '後で行うには Enter を押してください。',
  'login.waits_elsewhere':
    '{host} へのサインインがすでに待っています（{where}）。そちらで完了するか、そちらを Ctrl-C で終えてからやり直してください。',
  'login.waits_with_link':
    '{host} へのサインインがすでに待っています（{where}）。そちらで完了するか、そのリンクを開いてください: {link}',
  'login.notes':
    '残りの準備も行います。アドレスを .env に書き、モデル、SQL ウェアハウス、クラスターを選び、Goose を設定します。別のワークスペースには、もう一度実行してください。',
  'login.starting':
    '{host} にサインインします。応答があるとブラウザーが開きます。開かない場合は、下に表示されるリンクを開いてください。',
  'login.paste':
    '最後のページ（http://localhost で始まるアドレス）が表示できない場合は、ブラウザーからアドレス全体をコピーして、ここに貼り付けてください。',
  'login.taken': 'アドレスを受け取りました。サインインを続けます。',
  'login.not_an_end':
    'それは最後のページのアドレスではありません。http://localhost で始まり、code= と state= を含みます。ブラウザーのアドレス欄から全体をコピーしてください。',
  'login.nobody_waits':
    'そのアドレスを待っているものがありません。前回のものかもしれません。上のリンクをもう一度開き、新しいアドレスを貼り付けてください。',
  'login.settings_sign_in':
    '{name} が設定されていて、個人のサインインより優先されます。.env と環境変数から削除して、実行してください: lakegoose login {host}',
  'login.other_in_environment':
    '環境変数 {name} が別のワークスペースまたは別のサインイン（{other}）を指していて、.env より優先されます。変数を消して、実行してください: lakegoose login {host}',
  'login.done':
    '{host} に {user} としてサインインしています（プロファイル {profile}）。このトークンは {until} まで有効で、自動で更新されます。',
  'login.ready': '質問を始めるには: goose',
  'login.not_ready':
    'まだ準備が終わっていません。上の各ステップの指示に従ってから、実行してください: lakegoose bootstrap',
  'login.asks_a_person':
    '{host} のワークスペースは、誰がサインインするのかを尋ねています。ブラウザーで選んでください: lakegoose login {host}',
  'login.failed': '{host} へのサインインができませんでした（{reason}）。もう一度: lakegoose login {host}',

  'logout.summary': 'ワークスペースからサインアウトします。',
  'logout.purge': 'Goose に残っている質問とデータも、表示してから削除します。',
  'logout.yes': '確認しません。',
  'logout.kept': 'Goose は質問、回答、行をここに残しています。次のものを完全に削除します:',
  'logout.kept_line': '{path}（{files} ファイル、{kilobytes} KB）',
  'logout.sure': '削除してサインアウトしますか？ [y/N] ',
  'logout.no_terminal': 'ここでは確認できません。確認なしで削除するには: lakegoose logout --purge --yes',
  'logout.nothing_done': '何も削除していません。サインインしたままです。',
  'logout.nobody': 'Databricks CLI では {host} にサインインしていませんでした。',
  'logout.done':
    '{host} からサインアウトしました（プロファイル {profile}）。もう一度サインインするには: lakegoose login {host}',
  'logout.settings_sign_in':
    '{name} が設定されているため、{host} へのサインインはまだ有効です。これも終えるには、.env と環境変数から削除してください。',
  'logout.failed':
    'Databricks CLI は {host} からサインアウトできませんでした（{reason}）。実行してください: databricks auth logout --profile {profile}',
  'logout.nothing_kept': 'Goose には質問も行も残っていません。',
  'logout.purged': 'Goose に残っていたものを削除しました。',

  'agents.summary': 'エージェントの設定（ツールとモデル）を書きます。今は goose だけです。',
  'agents.agent': 'どのエージェントか。省略時は goose です。',
  'agents.json': '結果を JSON で表示します。',
  'agents.no_model':
    '{host} のモデルが選ばれていません。.env に GOOSE_MODEL を設定してください。例: GOOSE_MODEL=system.ai.claude-sonnet-4-5',
  'agents.config_broken':
    'Goose は設定 {path} を読めません。{line} 行目 {column} 文字目: {reason}。何も変更していません。その行を直し（または名前を変えて新しく始め）、実行してください: lakegoose agents goose。それまで Goose を起動しないでください。Goose がファイルを置き換えてしまいます。',
  'agents.written': '{path} を書きました。',
  'agents.unchanged': '{path} はそのままで正しい状態です。',
  'agents.next': 'Goose は {host} の {model} を使います。起動: goose',
  'agents.switched_off':
    '何をするかガードから見えないため、無効にしました: {names}。Goose のシェルを使うには、.env に LAKEGOOSE_GOOSE_TOOLS=shell を設定してください。',
  'agents.shell_on':
    'Goose 自身のシェルが有効です（LAKEGOOSE_GOOSE_TOOLS）。コマンドの実行前に確認しますが、コマンドが何をするかガードには見えません。',
  'agents.not_writable': '{path} に書けませんでした（{reason}）。元のままです。{fix}その後、もう一度実行してください。',

  'agents.extension_about': 'Databricks ワークスペースのデータに、読み取りだけで答えます。',
  'agents.provider_about': 'Databricks ワークスペースのモデルです。',

  'goose.missing':
    'Goose がインストールされていません。lakegoose のチェックアウトでは npm ci を、それ以外では lakegoose bootstrap --only tools を実行してください。',
  'goose.too_old':
    'Goose {found} は古すぎます。{needed} 以降が必要です。lakegoose のチェックアウトでは npm ci を、それ以外では lakegoose bootstrap --only tools を実行してください。',

  'token.summary': 'ワークスペースの新しいトークンを表示します（Goose などのエージェント用）。',
  'token.host': 'ワークスペース。省略時は設定のものです。',
  'token.profile': 'Databricks CLI のプロファイル。',
  'token.timeout': '最長の秒数（20）。',

  'workspace.summary': 'ローカルワークスペースを動かします。合成データの Databricks REST で、このマシン専用です。',
  'workspace.port': 'ポート。未指定なら LAKEGOOSE_PORT、それもなければ 8765（空いていない場合は空きポート）。',
  'workspace.data': 'データをこのフォルダーに保存します。省略時はメモリー上です。',
  'workspace.log': 'リクエストごとに 1 行の JSON をこのファイルに書きます。',
  'workspace.consent': 'ブラウザでのサインインの扱い: ask（既定。確認する）、given（スクリプト用。すぐに許可する）。',
  'workspace.token_seconds': 'サインインで得るトークンの有効時間（秒。既定は 3600）。',
  'workspace.cold_start_seconds': 'SQL ウェアハウスの起動にかかる時間（秒）。最初は停止しています。',
  'workspace.cluster_start_seconds': 'クラスターの起動にかかる時間（秒）。最初は停止しています。',
  'workspace.python':
    'ノートブックを実行する Python。このマシンであなたにできることは、すべてできます。未指定なら LAKEGOOSE_PYTHON、それもなければ実行しません。',
  'workspace.link_seconds': '結果へのリンクの有効時間（秒。既定は 900）。',
  'workspace.result_seconds': 'ステートメントの成功後に結果を保持する時間（秒。既定は 3600）。',
  'workspace.empty_first_pages': 'Unity Catalog の一覧をすべて空のページから始めます（Databricks でも起こり得ます）。',
  'workspace.without_system_schemas': 'カタログ system のスキーマをオフにします。',
  'workspace.json': 'アドレス、トークン、ウェアハウス、サービスプリンシパル、プロセスを 1 行の JSON で表示します。',
  'workspace.ready': 'ローカルワークスペースが {host} で応答しています。データは合成です。別の端末から使うには:',
  'workspace.sign_in': '人と同じようにサインインするには: databricks auth login --host {host}',
  'workspace.how_to_stop': '終了は Ctrl-C、または別の端末から: lakegoose workspace --stop --port {port}',
  'workspace.stop': 'そのポートで動いているものを、どこで起動したかによらず終了します。',
  'workspace.stopped':
    '{host} のローカルワークスペース（プロセス {pid}）を終了しました。データは {data} に残っています。',
  'workspace.stopped_for_good':
    '{host} のローカルワークスペース（プロセス {pid}）を終了しました。データはメモリー上だけだったので、もうありません。',
  'workspace.none_runs': 'ポート {port} で動いているローカルワークスペースはありません。',
  'workspace.others_run':
    'ポート {port} で動いているローカルワークスペースはありませんが、{others} にはあります。終了するには: lakegoose workspace --stop --port {other}',
  'workspace.which_process':
    'ポート {port} でローカルワークスペースが動いていますが、どのプロセスかが記録されていません。起動した場所で Ctrl-C で終了してください。',
  'workspace.not_stopped':
    '{host} のローカルワークスペースが終了しませんでした（{reason}）。プロセスを終了してください: kill -9 {pid}',
  'workspace.not_installed':
    'ローカルワークスペースがインストールされていません。自分のフォルダーでは npm install lakegoose-workspace を、lakegoose のチェックアウトでは npm ci を実行してください。',
  'workspace.port_taken':
    'ポート {port} は別のプログラムが使っています。.env の LAKEGOOSE_PORT か --port で別のポートを選んでください。',
  'workspace.data_not_writable': '{path} にデータを保存できません（{reason}）。書き込めるフォルダーを選んでください。',
  'workspace.data_in_use':
    '{path} のデータは別のローカルワークスペースが使っています。そちらを終了する（lakegoose workspace --stop）か、別のフォルダーを選んでください。',
  'workspace.data_broken':
    '{path} のデータを読めません（{reason}）。何も変更していません。別のフォルダーを選ぶか、このフォルダーを移してください。',
  'workspace.data_newer':
    '{path} のデータは新しい版の lakegoose が書いたものです。何も変更していません。lakegoose を更新するか、別のフォルダーを選んでください。',
  'workspace.log_not_writable': 'ログ {path} に書けません（{reason}）。--log で別のファイルを選んでください。',

  'settings.DATABRICKS_HOST': 'Databricks ワークスペースのアドレス。',
  'settings.DATABRICKS_SQL_WAREHOUSE_ID': 'クエリを実行する SQL ウェアハウス。未設定なら使えるものを選びます。',
  'settings.DATABRICKS_WAREHOUSE_ID': 'DATABRICKS_SQL_WAREHOUSE_ID と同じもの（Databricks CLI での名前）。',
  'settings.DATABRICKS_CLUSTER_ID': 'ノートブックを実行するクラスター。省略時は使えるものを選びます。',
  'settings.DATABRICKS_CONFIG_PROFILE': 'DATABRICKS_HOST が未設定のときの Databricks CLI のプロファイル。',
  'settings.DATABRICKS_CONFIG_FILE': 'Databricks CLI のプロファイルファイル。',
  'settings.DATABRICKS_TOKEN': '機械用のトークン。人は lakegoose login でサインインします。',
  'settings.DATABRICKS_CLIENT_ID': '機械用のサービスプリンシパル。',
  'settings.DATABRICKS_CLIENT_SECRET': 'サービスプリンシパルのシークレット。',
  'settings.GOOSE_PROVIDER':
    'モデルを運ぶゲートウェイ: databricks（サービングエンドポイント）または databricks_v2（AI Gateway）。',
  'settings.GOOSE_MODEL': 'Goose が使うモデル。ワークスペースでの名前です。',
  'settings.LAKEGOOSE_WORKSPACE': 'local: 合成データのローカルワークスペースだけを使います。',
  'settings.LAKEGOOSE_PORT': 'ローカルワークスペースのポート。',
  'settings.LAKEGOOSE_PYTHON':
    'ローカルワークスペースでノートブックを実行する Python。このマシンであなたにできることは、すべてできます。未設定なら、コンテナの中以外では実行しません。',
  'settings.LAKEGOOSE_TOOLS':
    'コンテナーが Goose、Databricks CLI、uv を得る場所: releases（各プロジェクトの公式リリース）または registry（npm、PyPI、Go モジュールだけ。他が遮断されたネットワーク用）。',
  'settings.LAKEGOOSE_GOOSE_TOOLS':
    'shell: Goose が確認の上で、このマシンでコマンドを実行しファイルを変更することも許します。ガードには見えず、あなたの権限すべてでワークスペースに届きます。省略時は off です。',
  'settings.LAKEGOOSE_LANGUAGE': 'メッセージの言語: en または ja。未設定なら端末の言語です。',
  'settings.LAKEGOOSE_SQL_POLICY':
    '文に許すこと: read（読み取り）、write（行やオブジェクトの追加も）、update（行の変更も）。削除は決してできません。',
  'settings.LAKEGOOSE_AI_FUNCTIONS':
    'SQL から ai_* 関数（費用がかかり、データをモデルに送ります）を呼べるか: allow または refuse。',
  'settings.LAKEGOOSE_SQL_SCOPE': '文で使えるスキーマ（コンマ区切り）。未設定なら、見える範囲すべてです。',
  'settings.LAKEGOOSE_RESULTS':
    '結果全体の受け取り方: links（ワークスペースのストレージから、大きさの制限なし）または inline（ワークスペース自体から、25 MiB まで。ストレージに到達できない場合）。',
  'settings.LAKEGOOSE_MCP_TOKEN':
    'エージェントが「lakegoose mcp --http」に送るトークン。未設定なら起動のたびに作られます。',
  'settings.LAKEGOOSE_ANSWER_SECONDS':
    'ツールは、この秒数（未設定なら 45）以内に、結果か、後で結果を取り出す方法を返します。',
  'settings.LAKEGOOSE_STATEMENT_SECONDS':
    'この秒数（未設定なら 1800）を超えて実行中の文は、SQL ウェアハウスで取り消されます。',
  'settings.LAKEGOOSE_UNPOLLED_SECONDS':
    '実行を続けている文は、この秒数（未設定なら 600）のあいだ誰も結果を求めなければ取り消されます。',
  'settings.LAKEGOOSE_CLUSTER_SECONDS':
    'ノートブックのためのクラスターの起動を、この秒数（未設定なら 1200）まで待ちます。',
  'settings.not_seconds': '{name} は「{value}」ですが、使える秒数ではありません。正しい例: {name}={example}',
  'settings.LAKEGOOSE_LOG':
    'requests: ワークスペースへのリクエストごとに 1 行を ~/.local/state/lakegoose/requests.log に書きます（秘密情報とデータは書きません）。未設定なら off です。',
  'settings.LAKEGOOSE_CALL_LOG':
    'off: ツールの呼び出しごとの 1 行（誰が、どのツールを、拒否されたか。SQL とデータは含まない）を ~/.local/state/lakegoose/calls.log に書きません。',
  'log.not_writable': 'lakegoose: ログ {path} に書けません（{reason}）。ログなしで続けます。',
  'settings.not_a_scope':
    '{name} は「{value}」ですが、catalog.schema の形をコンマで区切って並べてください。正しい例: {name}={example}',
  'settings.example_head':
    'lakegoose の設定です。.env にコピーし、必要な項目だけ記入してください。生成: npm run generate',
  'settings.bad': '正しくない設定があります。{where} と環境変数を確認してください:',
  'settings.not_one_of':
    '{name} は「{value}」ですが、次のいずれかでなければなりません: {allowed}。正しい例: {name}={example}',
  'settings.not_an_identifier':
    '{name} は「{value}」ですが、使えるのは英数字、点、ハイフン、下線だけです。正しい例: {name}={example}',
  'settings.has_line_break': '{name} に改行が入っています。正しい例: {name}={example}',
  'settings.host_not_an_address': '{name} は「{value}」ですが、アドレスではありません。正しい例: {name}={example}',
  'settings.host_with_password':
    '{name} にユーザー名やパスワードが入っています。アドレスだけにしてください。正しい例: {name}={example}',
  'settings.host_not_https': '{name} は「{value}」ですが、https:// で始まる必要があります。正しい例: {name}={example}',
  'settings.not_a_port':
    '{name} は「{value}」ですが、1 から 65535 の数でなければなりません。正しい例: {name}={example}',
  'settings.token_not_printable':
    '{name} に空白や使えない文字が入っています。もう一度コピーしてください。正しい例: {name}={example}',
  'settings.mcp_token_too_short': '{name} は空白なしの 32 文字以上にしてください。作り方: openssl rand -hex 32',
  'settings.unknown': '{name} という設定はありません。削除するか、.env.example で確認してください。',
  'settings.line_unread':
    '.env の {line} 行に {name} とありますが、何も設定されません。（コメントは # で始めます。）正しい例: {name}={example}',
  'settings.unknown_near': '{name} という設定はありません。{meant} のことですか？',
  'settings.two_warehouses':
    'DATABRICKS_SQL_WAREHOUSE_ID は「{one}」、DATABRICKS_WAREHOUSE_ID は「{other}」です。同じ意味なので一方だけ残してください。',
  'settings.not_utf8':
    '{path} は UTF-8 のテキストではありません（Windows では UTF-16 や Shift_JIS になることがあります）。エディターで UTF-8 として保存してください。',
  'settings.unreadable': '{path} を読めません（{reason}）。それが何か、読む権限があるかを確認してください（ls -la）。',
  'settings.host_and_profile':
    'DATABRICKS_HOST は {host} ですが、プロファイル「{profile}」は {other} のものです。DATABRICKS_HOST か DATABRICKS_CONFIG_PROFILE を直してください。',
  'settings.no_host':
    'ワークスペースがわかりません。サインインしてください: lakegoose login https://<ワークスペース>。アカウントがない場合は LAKEGOOSE_WORKSPACE=local を設定するか、lakegoose demo を実行してください。',
  'settings.no_such_profile':
    'Databricks CLI にプロファイル「{profile}」はありません。lakegoose login https://<ワークスペース> でサインインするか、DATABRICKS_CONFIG_PROFILE を直してください。',
  'settings.local_not_asked':
    '{host} はこのマシンですが、ローカルワークスペースは指定されていません。LAKEGOOSE_WORKSPACE=local を設定するか、DATABRICKS_HOST を自分のワークスペースにしてください。',
  'settings.local_and_host':
    'LAKEGOOSE_WORKSPACE=local と DATABRICKS_HOST={host} は両立しません。{host} を使う場合は実行してください: lakegoose login {host}。ローカルワークスペースを使う場合は DATABRICKS_HOST を削除してください。',

  ...jaBootstrap,
  ...jaConnection,
  ...jaDoctor,
  ...jaHarden,
  ...jaLineage,
  ...jaSql,
  ...jaMcp,
  ...jaNotebooks,

  'files.bad_extension':
    '「{name}」の末尾は .csv、.jsonl、.ndjson のどれでもありません。result.csv のように、どれかを付けてください。',
  'files.outside': '「{name}」は作業フォルダー {folder} の外です。result.csv のように、その中の名前にしてください。',
  'files.bad_name':
    '「{name}」は普通のファイル名ではありません。result-1.csv のように、英数字と - と _ を使ってください。',
  'files.too_long': 'ファイル名が長すぎます。{most} バイトまでです。result.csv のように、短い名前にしてください。',
  'files.no_folder':
    'フォルダー {folder} がありません（{reason}）。result.csv のように、フォルダーなしの名前にしてください。',
  'files.exists': '{path} はすでにあり、上書きはしません。別の名前にしてください。',
  'files.folder_missing':
    'フォルダー {folder} がないため、{path} に書き込めませんでした。フォルダーを作るか、別のフォルダーを選んでください。',
  'files.no_directory': '今いるフォルダーはなくなっています。別のフォルダーに移って、もう一度実行してください。',
  'files.output_lost': '出力を書き込めませんでした（{reason}）。{fix}または、別の場所に書き込んでください。',
  'files.not_writable':
    '{path} に書き込めませんでした（{reason}）。何も残っていません。{fix}または、別のフォルダーを選んでください。',
};
