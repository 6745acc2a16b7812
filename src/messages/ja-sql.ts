/** What is said of SQL, its guard and its statements, in Japanese. */
export const jaSql = {
  'sql.summary': 'SQL 文をここで実行できるか、できないならその理由を表示します。何も実行しません。',
  'sql.file': '文のファイル（UTF-8）。- または省略で標準入力。',
  'sql.policy': '設定ではなく、このポリシー（read、write、update）で判定します。',
  'sql.json': '文ごとに 1 行の JSON を表示します。',
  'sql.jsonl': '入力の各行は {"sql": "SELECT 1"} のように 1 つの文を持つ JSON です。結果も JSON です。',
  'sql.notes': `終了コード:
  0  すべての文を実行できます
  1  拒否される文があります
  2  判定していません（ファイルが読めない、--jsonl に行がない、または引数や設定の誤り）

JSON の各行には class、verdict（allow か refuse）、code、reason、line、column があります。実行できる文では code と
reason は null です。--jsonl では line と column は文の中の位置で、文のない行ではその行の位置です。`,
  'sql.run_summary': 'ガードが許す範囲で SQL を実行し、行を表示または保存します。',
  'sql.run_statement': '文。- または省略で標準入力から読みます。',
  'sql.run_file': '文を書いたファイル（UTF-8）。一つずつ実行します。',
  'sql.run_param': ':NAME の値。例: city=Oslo、day:DATE=2024-01-31。何度でも指定できます。',
  'sql.run_format': 'table、csv、json、jsonl、arrow のいずれか。省略時は --out の拡張子、なければ table。',
  'sql.run_out': '行をこの新しいファイルに保存します。途中までのファイルは残りません。',
  'sql.run_limit': '行数の上限。',
  'sql.run_catalog': 'カタログのない名前に使うカタログ。',
  'sql.run_schema': 'スキーマのない名前に使うスキーマ。',
  'sql.run_notes': `終了コード:
  0    すべての文を実行した
  1    文が失敗した、またはワークスペースに接続できない
  2    引数が正しくない、またはファイルを読み書きできない
  3    ガードが文を拒否した（どの文も実行していない）
  130  Ctrl-C で中止した（文は SQL ウェアハウスで取り消し済み）`,
  'usage.one_statement': '--out は一つの文の行を保存しますが、文が {count} 個あります。一つずつ実行してください。',
  'usage.statement_and_file': '文と --file はどちらか一方だけ指定してください。参照: lakegoose sql run --help',
  'usage.no_table_file':
    'table は端末に表示するための形式です。ファイルには csv、json、jsonl、arrow を選んでください。',
  'usage.arrow_on_terminal': 'Arrow は端末では読めません。--out FILE.arrow で保存してください。',
  'usage.no_arrow':
    'arrow はストレージへのリンクで届きますが、LAKEGOOSE_RESULTS=inline または管理者が禁止しています。csv、json、jsonl のいずれかを選んでください。',
  'usage.no_format':
    '{file} の形式が分かりません。--format で csv、json、jsonl、arrow のいずれかを指定するか、名前を .csv などで終えてください。',
  'usage.unquoted': '文全体を引用符で囲んでください: lakegoose {verb} "{word} …"',
  'sql.waiting': 'SQL ウェアハウス {name}（{state}）を待っています。{seconds} 秒 …',
  'sql.running': 'SQL ウェアハウス {name} で実行中です。{seconds} 秒 …',
  'sql.fetched_rows': '{total} 行中 {rows} 行、{seconds} 秒 …',
  'sql.fetched_bytes': '{megabytes} MB、{seconds} 秒 …',
  'sql.stopped_at': '{count} 個中 {number} 番目の文（{line} 行目）が成功しませんでした。その後の文は実行していません。',
  'sql.took': '（{seconds} 秒、SQL ウェアハウス {name}）',
  'sql.no_rows': '文を実行しました。返された行はありません。',
  'sql.rows': '行数: {rows}。',
  'sql.rows_limited': '行数: {rows}。--limit により残りの行は含まれていません。',
  'sql.rows_cut': '行数: {rows}。多すぎるため残りは表示していません。--out FILE.csv ですべて保存できます。',
  'sql.saved': '{rows} 行（{bytes} バイト）を {path} に保存しました。',
  'sql.saved_limited': '--limit により残りの行は含まれていません。',
  'sql.saved_cut': '結果が大きすぎるため、SQL ウェアハウスが残りの行を返していません。何回かに分けて保存してください。',
  'sql.formulas':
    '{cells} 個のセルが =、+、-、@ で始まります。表計算ソフトは数式として実行するため、その列は文字列として読み込んでください。',
  'sql.no_file': 'ファイル {path} はありません。ファイルのパスか、標準入力なら - を指定してください。',
  'sql.is_folder': '{path} はフォルダーです。ファイルのパスか、標準入力なら - を指定してください。',
  'sql.not_readable': '{path} を読めません（{reason}）。ファイルのパスか、標準入力なら - を指定してください。',
  'sql.type_here': 'SQL を入力し、Ctrl-D で終えてください（Ctrl-C で中止）。',
  'sql.not_utf8': 'NOT_TEXT: {line} 行 {column} 桁に UTF-8 ではない文字があります。UTF-8 で保存してください。',
  'sql.utf16': 'NOT_TEXT: UTF-16 のテキストです。UTF-8 で保存してください。',
  'sql.binary': 'NOT_TEXT: バイナリファイルであり、SQL ではありません。UTF-8 のテキストファイルを指定してください。',
  'sql_check.no_line': '入力に文の行がありません。正しい例: {"sql": "SELECT 1"}',
  'sql.line_not_json': 'BAD_JSON_LINE: {line} 行は JSON ではありません。正しい形: {"sql": "SELECT 1"}',
  'sql.line_without_sql': 'BAD_JSON_LINE: {line} 行に "sql" がありません。正しい形: {"sql": "SELECT 1"}',
  'sql.line_sql_not_text': 'BAD_JSON_LINE: {line} 行の "sql" が文字列ではありません。正しい形: {"sql": "SELECT 1"}',
  'sql.total': '実行できる文: {allowed}、拒否される文: {refused}（ポリシー: {policy}）',
  'sql.allowed': '実行できます（{class}）',
  'sql.refused': '拒否されます',
  'statements.failed': '文の実行に失敗しました。直して、もう一度実行してください。{message}{mark}',
  'statements.too_large':
    '結果が 25 MiB を超えています。それ以上はストレージへのリンクでしか届かず、LAKEGOOSE_RESULTS=inline または管理者が禁止しています。列や行を減らすか、集計して保存してください。',
  'statements.syntax': 'Databricks が読めない SQL です。印の付いた所を直してください。{message}{mark}',
  'look.tables': 'SQL 文 SHOW TABLES IN …',
  'look.schemas': 'SHOW CATALOGS と SHOW SCHEMAS IN …',
  'look.outcome': 'ワークスペースのクエリ履歴',
  'statements.no_such_table':
    'そのテーブルがないか、見る権限がありません。{look}、またはカタログエクスプローラーで探してください。{message}{mark}',
  'statements.no_such_table_near': 'そのテーブルがないか、見る権限がありません。{meant} のことですか？ {message}{mark}',
  'statements.no_such_schema':
    'そのカタログかスキーマがないか、見る権限がありません。{look}、またはカタログエクスプローラーで探してください。{message}{mark}',
  'statements.no_such_schema_near':
    'そのカタログかスキーマがないか、見る権限がありません。{meant} のことですか？ {message}{mark}',
  'statements.not_permitted':
    '実行する権限がありません。管理者かデータの所有者に、次の権限を依頼してください: GRANT {privilege} ON {on} TO <あなた>。{message}{mark}',
  'statements.cancelled': '文は中止されました。結果がまだ必要なら、もう一度実行してください。',
  'statements.too_slow':
    '文の実行が {seconds} 秒を超えたため、ウェアハウスで取り消しました。行数を減らす、WHERE で絞る、集計するなど、問い合わせを小さくしてください。上限は LAKEGOOSE_STATEMENT_SECONDS で変えられます。',
  'statements.nobody_asked':
    '{seconds} 秒のあいだ誰も結果を求めなかったため、ウェアハウスで文を取り消しました。もう一度実行してください。',
  'statements.closed':
    '文 {id} の結果はもうありません（ワークスペースが保持するのは 1 時間です）。もう一度実行してください。',
  'statements.unknown':
    'このワークスペースで lakegoose が実行した文の中に {id} はありません。statement_id を確かめるか、もう一度実行してください。',
  'statements.out_of_reach':
    '文 {id} の実行中に、ワークスペースに接続できなくなりました。文はまだ実行中の可能性があります。lakegoose は、時間の上限に達したとき、自身の終了時、またはツールのサーバーとしての次の起動時に、文を取り消します。どうなったかは、{look}（statement_id {id}）で確認してください。',
  'statements.lost':
    'ワークスペースの応答が失われたため、文が実行されているかどうか分かりません。lakegoose はクエリ履歴で文を探し、実行中であれば取り消します。書き込みは済んでいる可能性があるため、もう一度実行する前に確認してください。どうなったかは、{look}（statement_id {id}）で確認してください。',
  'statements.cancel_unconfirmed':
    '文 {id} の取り消しを、ワークスペースがまだ確認していません。lakegoose は取り消しを求め続けます。どうなったかは、{look}（statement_id {id}）で確認してください。',
  'statements.no_warehouse':
    '{host} に使える SQL ウェアハウスがありません。管理者に「使用可能」権限を依頼するか、DATABRICKS_SQL_WAREHOUSE_ID を設定してください。',
  'statements.no_such_warehouse':
    '{host} に SQL ウェアハウス {id} はありません。DATABRICKS_SQL_WAREHOUSE_ID に使えるもの（{usable}）を設定してください。ワークスペースの応答: {message}',
  'statements.warehouse_not_permitted':
    'SQL ウェアハウス {id} を使う権限がありません。管理者に「使用可能」権限を依頼するか、DATABRICKS_SQL_WAREHOUSE_ID に使えるもの（{usable}）を設定してください。ワークスペースの応答: {message}',
  'statements.warehouse_not_started':
    'SQL ウェアハウス {name} は停止していて、起動する権限がありません。管理者に起動を依頼するか、DATABRICKS_SQL_WAREHOUSE_ID に使える別のもの（{usable}）を設定してください。ワークスペースの応答: {message}',
  'guard.EMPTY_STATEMENT': 'EMPTY_STATEMENT: 文がありません。',
  'guard.MULTIPLE_STATEMENTS':
    'MULTIPLE_STATEMENTS（{class}）: {line} 行 {column} 桁の「{words}」から 2 つ目の文が始まります。',
  'guard.TOO_LONG': 'TOO_LONG: 文は 500,000 バイトまでです。',
  'guard.NOT_TEXT': 'NOT_TEXT: {line} 行 {column} 桁に壊れた文字があり、テキストとして読めません。',
  'guard.UNREADABLE_CHARACTER':
    'UNREADABLE_CHARACTER: {line} 行 {column} 桁の「{words}」は、引用符の外では SQL にない文字で始まります。',
  'guard.OPEN_QUOTE': 'OPEN_QUOTE: {line} 行 {column} 桁の引用符（「{words}」）が閉じていません。',
  'guard.OPEN_COMMENT': 'OPEN_COMMENT: {line} 行 {column} 桁のコメントが閉じていません。',
  'guard.SUBSTITUTION':
    'SUBSTITUTION: {line} 行 {column} 桁の「{words}」は、引用符の中でも、読まれる前に別の文字列に置き換わります。',
  'guard.DOLLAR_QUOTE': 'DOLLAR_QUOTE: {line} 行 {column} 桁のドル引用符は、ルーチンやビューの定義でしか使えません。',
  'guard.MISPLACED_HINT':
    'MISPLACED_HINT: {line} 行 {column} 桁の「{words}」はヒントですが、ヒントは SELECT の直後にしか置けません。',
  'guard.UNBALANCED': 'UNBALANCED: {line} 行 {column} 桁の括弧「{words}」に対応する括弧がありません。',
  'guard.BROKEN_SCRIPT': 'BROKEN_SCRIPT: {line} 行 {column} 桁のスクリプトを END まで読み取れません。',
  'guard.UNKNOWN_STATEMENT':
    'UNKNOWN_STATEMENT: {line} 行 {column} 桁の「{words}」は、安全だとわかっている文の始まりではありません。',
  'guard.ADDS':
    'ADDS（{class}）: {line} 行 {column} 桁の「{words}」は行やオブジェクトを追加しますが、許可されているのは読み取りだけです。',
  'guard.CHANGES_ROWS':
    'CHANGES_ROWS（{class}）: {line} 行 {column} 桁の「{words}」は既存の行を変更しますが、許可されていません。',
  'guard.REMOVES':
    'REMOVES（{class}）: {line} 行 {column} 桁の「{words}」はデータ、履歴、ファイル、定義を削除します。ここでは決して実行されません。',
  'guard.REPLACES':
    'REPLACES（{class}）: {line} 行 {column} 桁の「{words}」はデータや定義を上書きします。ここでは決して実行されません。',
  'guard.UPDATES_ALL_ROWS':
    'UPDATES_ALL_ROWS（{class}）: {line} 行 {column} 桁の「{words}」は、行を選ぶ条件がないため、すべての行を変更します。WHERE で行を指定してください。',
  'guard.RUNS_HIDDEN_SQL':
    'RUNS_HIDDEN_SQL（{class}）: {line} 行 {column} 桁の「{words}」は、ここから見えない SQL を実行します。',
  'guard.ADMINISTERS':
    'ADMINISTERS（{class}）: {line} 行 {column} 桁の「{words}」は権限、設定、ガバナンスを変更します。ここでは決して実行されません。',
  'guard.RUNS_CODE':
    'RUNS_CODE（{class}）: {line} 行 {column} 桁の「{words}」はプログラムを実行または読み込みます。ここでは決して実行されません。',
  'guard.MOVES_FILES':
    'MOVES_FILES（{class}）: {line} 行 {column} 桁の「{words}」はファイルを移動するか、マシンとの間でコピーします。ここでは決して実行されません。',
  'guard.FUNCTION_REACHES_OUT':
    'FUNCTION_REACHES_OUT（{class}）: {line} 行 {column} 桁の関数「{words}」はデータの外に働きかけるか、名前がわかりません。',
  'guard.AI_FUNCTION':
    'AI_FUNCTION（{class}）: {line} 行 {column} 桁の「{words}」はデータをモデルに送りますが、LAKEGOOSE_AI_FUNCTIONS=refuse で禁止されています。',
  'guard.OUT_OF_SCOPE': 'OUT_OF_SCOPE（{class}）: {line} 行 {column} 桁の「{words}」は、使えるスキーマの外にあります。',
  'guard.SCOPE_UNCLEAR':
    'SCOPE_UNCLEAR（{class}）: {line} 行 {column} 桁の「{words}」がどのテーブルを指すかわかりません。使えるスキーマは限られています。',
  'guard.POLICY_UNREADABLE':
    'POLICY_UNREADABLE（{class}）: 管理者のポリシーファイルを読めないため、何も実行されません。',
  'guard.advice_reads': '許可されている文: SELECT、WITH、VALUES、SHOW、DESCRIBE、EXPLAIN。',
  'guard.advice_correct': '文を直して、もう一度送ってください。',
  'guard.advice_one_at_a_time': '1 回に 1 つの文を送ってください。',
  'guard.advice_setting':
    '何が起きるかを見るには EXPLAIN を前に付けます。許可するには、人が .env に LAKEGOOSE_SQL_POLICY={policy} を設定します。',
  'guard.advice_setting_alone': '許可するには、人が .env に LAKEGOOSE_SQL_POLICY={policy} を設定します。',
  'guard.advice_instead': '代わりに実行できる文: {sql}',
  'guard.advice_explain': '何が起きるかを見るには EXPLAIN を前に付けます。実行が必要なら管理者に依頼してください。',
  'guard.advice_administrator': '管理者に依頼してください。',
  'guard.advice_leave_out': 'この関数を取り除いてください。',
  'guard.advice_send_itself': '実行したい文をそのまま送ってください。',
  'guard.advice_scope': '{scope}（LAKEGOOSE_SQL_SCOPE）のテーブルを使うか、管理者に依頼してください。',
  'guard.advice_full_names':
    'テーブルを catalog.schema.table の形で、IDENTIFIER(…) を使わずに書くか、カタログとスキーマを指定してください。',
  'guard.advice_no_function': 'テーブルを名前で読んでください。FROM の関数が何を読むかは分かりません。',
  'guard.advice_backquotes': '{word} が名前なら、バッククォートで囲んでください。',
  'guard.advice_plain':
    '1 つの問い合わせか、テーブルの名前を書いた 1 つの文を送ってください（スクリプト、ファイル、関数の定義は不可）。',
};
