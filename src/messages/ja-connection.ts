/** What is said of files, sign-in and connections, in Japanese. */
export const jaConnection = {
  'reason.not_permitted': 'アクセス権がありません',
  'reason.read_only': '読み取り専用のディスクです',
  'reason.not_there': '存在しません',
  'reason.not_a_folder': 'パスの途中がフォルダーではありません',
  'reason.a_folder': 'フォルダーです',
  'reason.no_file': 'ファイルではなくパイプかデバイスです',
  'reason.disk_full': 'ディスクがいっぱいです',
  'reason.name_too_long': '名前が長すぎます',
  'reason.links_in_circle': 'リンクが循環しています',
  'reason.too_many_files': '開いているファイルが多すぎます',
  'reason.mounted': '単独のファイルとしてマウントされています',
  'reason.not_utf8': 'UTF-8 のテキストではありません',
  'reason.name_twice': '同じ名前が二度書かれています',
  'reason.tab': '空白が必要な場所にタブがあります',
  'reason.no_mapping': 'ここには「名前: 値」の並びが必要です',
  'reason.no_place': 'この書き方のままでは必要な値を入れられません。「名前: 値」の形で書いてください',
  'reason.not_yaml': 'YAML として読めません',
  'reason.empty': '空です',
  'reason.nobody_came': '時間内にブラウザーでの操作が終わりませんでした',
  'fix.not_permitted': 'ファイルとフォルダーに書く権限を確認してください（ls -la）。',
  'fix.read_only': '書き込めるようにするか、書き込めるフォルダーを使ってください。',
  'fix.disk_full': '空き容量を増やしてください（確認: df -h）。',
  'fix.mounted': 'ファイルではなくフォルダーをマウントしてください。',
  'fix.no_file': '通常のファイルに置き換えてください。',
  'fix.not_utf8': 'エディターで UTF-8 として保存してください。',
  'fix.not_a_folder': 'フォルダーがあるべき場所にファイルがあります。名前を変えるか、別のパスにしてください。',
  'fix.other': 'ファイルとフォルダーを確認してください。',

  'settings.profile_broken':
    '{path} の {line} 行目は [名前] でも「名前 = 値」でもないため、Databricks CLI はどのプロファイルも読めません。その行を直すか、削除してください。',
  'sign_in.no_cli':
    '{host} へのサインインを行う Databricks CLI がインストールされていないか、PATH にありません。~/.local/bin に入れるには: lakegoose bootstrap --only tools。または DATABRICKS_TOKEN を設定してください。',
  'sign_in.needed':
    '{host} にサインインしていないか、サインインの期限が切れています。サインイン: lakegoose login {host}',
  'sign_in.failed':
    'Databricks CLI が {host} のトークンを返しませんでした（{reason}）。ネットワークを確認してください。問題がなければサインイン: lakegoose login {host}',
  'sign_in.timed_out':
    'Databricks CLI が {seconds} 秒以内にトークンを返しませんでした。ネットワークを確認して、もう一度試してください。',
  'sign_in.bad_answer': 'Databricks CLI がトークンではないものを返しました。1.0 以降に更新してください。',
  'login.no_default':
    'Databricks CLI は {profile} を既定のプロファイルにできませんでした（{reason}）。実行してください: databricks auth switch --profile {profile}',
  'sign_in.cancelled': 'トークンを得る前にサインインが中止されました。もう一度試してください。',
  'sign_in.no_client_secret':
    'DATABRICKS_CLIENT_ID（{client}）は設定されていますが、DATABRICKS_CLIENT_SECRET がありません。両方を設定するか、DATABRICKS_CLIENT_ID を削除して lakegoose login でサインインしてください。',
  'sign_in.no_client_id':
    'DATABRICKS_CLIENT_SECRET は設定されていますが、DATABRICKS_CLIENT_ID がありません。両方を設定するか、DATABRICKS_CLIENT_SECRET を削除して lakegoose login でサインインしてください。',
  'sign_in.client_refused':
    '{host} がサービスプリンシパル {client} を拒否しました（{reason}）。DATABRICKS_CLIENT_ID と DATABRICKS_CLIENT_SECRET を確認してください。シークレットは期限切れか削除済みかもしれません。管理者がワークスペースの設定の「サービスプリンシパル」で新しく作れます。',
  'sign_in.no_oauth':
    '{host} は応答しますが、Databricks ワークスペースのサインイン（OAuth）を提供していません。アドレスを確認してください。',
  'sign_in.of_another':
    '{name} は {other} のために設定されているので、{host} には送りません。変数を消して、実行してください: lakegoose login {host}。または Goose を {other} 用に設定してください: lakegoose agents goose',
  'sign_in.no_local_token':
    'ローカルワークスペース {host} にサインインしていません。次でサインインしてください: lakegoose login {host}。または、起動時に「lakegoose workspace」が表示した行をコピーしてください。',

  'databricks.unreachable': '{host} に接続できません（原因: {reason}）。アドレスとネットワークを確認してください。',
  'databricks.no_such_host':
    '{host} というホストはありません。アドレスのつづりを確認してください。正しい場合は、VPN かプロキシ（HTTPS_PROXY）が必要かもしれません。',
  'databricks.no_name_service':
    '名前解決（DNS）が応答しないため、{host} のアドレスを調べられません。ネットワークを確認して、もう一度試してください。',
  'databricks.connection_refused':
    '{host} が接続を拒否しました。アドレスと、そこで動いているかを確認してください。ローカルワークスペースを起動するには: lakegoose bootstrap',
  'databricks.no_route':
    'このネットワークから {host} に届かないか、応答がありません。ネットワーク、VPN、ファイアウォールを確認してください。プロキシが必要なら HTTPS_PROXY を設定します。',
  'databricks.cut':
    '{host} との接続が途中で切れました。もう一度試してください。たびたび起きる場合は、ネットワークかプロキシの管理者に相談してください。',
  'databricks.cut_may_have_run':
    '応答が届く前に {host} との接続が切れました。送った内容は実行された可能性があるため、再送していません。結果を確認してから、もう一度試してください。',
  'databricks.late_may_have_run':
    '{host} が {seconds} 秒以内に応答しませんでした。送った内容は実行された可能性があります。結果を確認してから、もう一度試してください。',
  'databricks.certificate_out_of_date':
    '{host} の証明書は期限切れか、まだ有効ではありません。このマシンの時計を確認し、正しければホストかプロキシの管理者に相談してください。',
  'databricks.certificate_of_another':
    '{host} の証明書は別のホストのものなので、何も送っていません。アドレスとプロキシを確認してください。',
  'databricks.unknown_issuer':
    '{host} の証明書の発行元をこのマシンは知らないため、何も送っていません。会社が通信を検査している場合は、ルート証明書（PEM）を入手し、NODE_EXTRA_CA_CERTS にそのファイルを設定してください。',
  'databricks.no_tls': '{host} は HTTPS で正しく応答しません。アドレス、ポート、プロキシを確認してください。',
  'databricks.not_secure':
    '{host} には暗号化なしで送ることになるため、何も送っていません。使えるのは https:// のアドレスだけです。アドレスを直すか、そのホストの管理者に相談してください。',
  'databricks.bad_proxy':
    'HTTPS_PROXY が HTTP プロキシのアドレスではありません。正しい例: HTTPS_PROXY=http://proxy.example:3128',
  'databricks.proxy_unreachable':
    'プロキシ {proxy} に接続できません。HTTPS_PROXY とネットワークを確認してください。プロキシが不要なホストは NO_PROXY に書きます。',
  'databricks.proxy_wants_sign_in':
    'プロキシ {proxy} がサインインを求めています（HTTP 407）。HTTPS_PROXY にユーザー名とパスワードを入れてください。例: http://user:password@proxy.example:3128',
  'databricks.proxy_refused':
    'プロキシ {proxy} が {host} への接続を許可しません（HTTP {status}）。プロキシの管理者に許可を依頼してください。',
  'databricks.ca_unreadable': '{name} が指す {path} を読めません（{reason}）。修正するか、削除してください。',
  'databricks.too_large':
    '{host} の {path} への応答が {mebibytes} MiB を超えたため、読み込みませんでした。行や列を減らしてください。',
  'databricks.odd_result':
    '{host} が返した結果は途中までか、ウェアハウスの説明と一致しません。文をもう一度実行してください。',
  'databricks.link_refused':
    'ストレージ {host} が結果を渡しませんでした（HTTP {status}）。ファイアウォールかストレージの規則がこのマシンを拒んでいるかもしれません。管理者に許可を依頼してください。',
  'databricks.link_busy':
    'ストレージ {host} は今、結果を渡せませんでした（HTTP {status}）。{seconds} 秒後に文をもう一度実行し、続くようなら管理者に伝えてください。',
  'databricks.redirected':
    '{host} がリクエストを別の場所へ転送しようとしました（HTTP {status}）。転送には従いません。ワークスペース自身のアドレスを指定してください。',
  'databricks.token_refused':
    '{host} が DATABRICKS_TOKEN を拒否しました。期限切れか、別のワークスペースのものかもしれません。新しいものを設定するか、削除して次でサインインしてください: lakegoose login {host}。ワークスペースの応答: {message}',
  'databricks.service_principal_refused':
    '{host} が DATABRICKS_CLIENT_ID のサービスプリンシパルを拒否しました。このワークスペースへの追加を管理者に依頼してください。ワークスペースの応答: {message}',
  'databricks.unavailable':
    '{host} は今利用できません（{error_code}）。{seconds} 秒後にもう一度試してください。ワークスペースの応答: {message}',
  'databricks.timed_out': '{host} が {seconds} 秒以内に応答しませんでした。後でもう一度試してください。',
  'databricks.cancelled': 'リクエストは中止されました。まだ必要なら、もう一度送ってください。',
  'databricks.odd_answer':
    '{host} の {path} への応答は Databricks のものではありません。アドレスを確認し、正しければ 1 分後にもう一度試してください。',
  'databricks.not_signed_in':
    '{host} へのサインインがないか、期限が切れています。サインイン: lakegoose login {host}。ワークスペースの応答: {message}',
  'databricks.not_permitted':
    '{host} でこの操作は許可されていません。管理者に権限を依頼してください。ワークスペースの応答: {message}',
  'databricks.not_found':
    '求められたものは {host} にありません。名前とアドレスを確認してください。ワークスペースの応答: {message}',
  'databricks.grant_missing':
    '{host} でこの操作をする権限がありません。管理者かデータの所有者に、次の権限を依頼してください: GRANT {privilege} ON {on} TO <あなた>。ワークスペースの応答: {message}',
  'databricks.no_such_name':
    '{host} に {name} がないか、見る権限がありません。list_catalogs、list_schemas、list_tables で探してください。ワークスペースの応答: {message}',
  'databricks.no_such_name_near':
    '{host} に {name} がないか、見る権限がありません。{meant} のことですか？ ワークスペースの応答: {message}',
  'databricks.too_many_requests':
    '{host} は今リクエストが多すぎます。{seconds} 秒後にもう一度試してください。ワークスペースの応答: {message}',
  'databricks.failed':
    '{host} は処理できませんでした（{error_code}）。1 分後にもう一度試し、続くようならワークスペースの管理者に伝えてください。ワークスペースの応答: {message}',
  'databricks.refused':
    '{host} がリクエストを拒否しました（{error_code}）。指摘された点を直して、もう一度試してください。ワークスペースの応答: {message}',
};
