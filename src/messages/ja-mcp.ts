/** What is said of the MCP server, in Japanese. */
export const jaMcp = {
  'mcp.summary': 'データのツールをエージェントに提供します（MCP。標準入出力、--http なら複数のエージェントへ）。',
  'mcp.http': 'HTTP で提供します。このマシンからの、トークンを知るクライアントだけが使えます。',
  'mcp.port': '--http のポート（8766）。0 なら空いているポートです。',
  'mcp.for_agents': 'これはエージェント用のサーバーで、手で入力するものではありません。終了は Ctrl-C です。',
  'mcp.bad_arguments': '{tool} の引数が正しくありません: {problems}。直して、もう一度呼び出してください。',
  'mcp.too_slow': '{seconds} 秒以内に応答がありませんでした。もう一度試すか、一度に求める量を減らしてください。',
  'mcp.bad_message': 'lakegoose: エージェントのメッセージを読めませんでした: {reason}',
  'mcp.http_ready':
    'MCP サーバーは {address} で応答します（このマシンからのみ）。エージェントは毎回このヘッダーを送ります:\n  Authorization: Bearer {token}\n例:\n  claude mcp add --transport http databricks {address} --header "Authorization: Bearer {token}"\n終了は Ctrl-C です。',
  'mcp.http_fault': 'lakegoose: リクエストに応答できませんでした。{reason}',
  'mcp.port_taken':
    'ポート {port} は別のプログラムが使っているか、使う権限がありません。--port で別のポートを選ぶか、--port 0 で空いているポートを使ってください。',
  'mcp.no_terminal':
    '新しいトークンは、ログに残らないように端末にだけ表示します。LAKEGOOSE_MCP_TOKEN を設定してください。例: export LAKEGOOSE_MCP_TOKEN=$(openssl rand -hex 32)',
  'registry.put_aside':
    'lakegoose: {path} が壊れていたため、{aside} という名前に変えました。そこに記録されていた文はもう尋ねられません。新しい文は尋ねられます。',
  'registry.unusable':
    'lakegoose: {path} を使えません: {reason}。文の実行と終了はこれまで通りですが、lakegoose のほかのプロセスからは尋ねられず、このプロセスが強制終了された場合は取り消せません。',
} as const;
