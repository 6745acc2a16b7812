/** 閉じたコンテナーについての文（日本語）。 */
export const jaHarden = {
  'harden.summary':
    'このフォルダーのコンテナーを、データを外に出さないもの（ワークスペース以外に出口なし）にします。元に戻すこともできます。',
  'harden.host':
    '到達できるままにするワークスペース（新しい policy.yaml 用）。local ならありません。省略すると設定のものです。',
  'harden.undo': '通常のコンテナーの設定を、元のとおりに戻します。',
  'harden.dry_run': '何が変わるかを示すだけで、何も変えません。',
  'harden.json': '変更を JSON で出力します。',
  'harden.notes': `到達できる先と SQL に許すことは .devcontainer/hardened/policy.yaml にあります。変えたら、もう一度 lakegoose harden を
実行してください。すべてコンテナーの再ビルドで有効になります。閉じたコンテナーの中からは何も変えられません。外で実行して
ください。詳しくは docs/administrators.md`,
  'harden.writes': '書き込み: {path}',
  'harden.removes': '削除: {path}',
  'harden.kept':
    '{path} は手で変更されていました。その版は {as} に残しました。閉じたコンテナーにも取り込むには、変更を .devcontainer/hardened/plain.jsonc に書いて、次を実行してください: lakegoose harden',
  'harden.left_out': '閉じたコンテナーには入れないもの（穴になるか、使えないため）: {names}。通常の設定には残ります。',
  'harden.out': 'セットアップ後に到達できる先: {hosts}',
  'harden.nothing_out':
    'セットアップ後に到達できる先: なし（ローカルワークスペース用）。自分のワークスペースの名前を .devcontainer/hardened/policy.yaml の egress の先頭に加え、次を実行してください: lakegoose harden',
  'harden.not_done': '何も変えていません。',
  'harden.done':
    '完了しました。コンテナーの再ビルドで有効になります: VS Code の「Dev Containers: Rebuild Container」または devcontainer up --remove-existing-container。マシンに Docker Compose が必要です。ボリュームは新しくなるので、もう一度サインインしてください。',
  'harden.undone':
    '完了しました。再ビルドすると通常のコンテナーに戻ります: VS Code の「Dev Containers: Rebuild Container」または devcontainer up --remove-existing-container。',
  'harden.is_hardened': '変更なし: このフォルダーのコンテナーは閉じています。',
  'harden.is_plain': '変更なし: このフォルダーのコンテナーは通常のものです。',
  'harden.no_config': '{path} がありません。VS Code で開くフォルダーで実行してください。',
  'harden.no_plain':
    '{path} がないため、通常の設定が分かりません。.devcontainer/devcontainer.json をバージョン管理から戻して、もう一度実行してください。',
  'harden.not_readable': '{path} を読めません（{reason}）。直して、もう一度実行してください。',
  'harden.is_compose':
    '{path} はすでに Docker Compose 用です。閉じられるのは通常の設定（image または build）だけです。通常の設定に書き直すか、docs/administrators.md のとおりに自分のコンテナーを閉じてください。',
  'harden.no_image':
    '{path} に image も build もないので、閉じるものがありません。どちらかを加えて、もう一度実行してください。',
  'harden.open_image':
    '{path} は {source} からイメージを作りますが、そこはコンテナーの中から変えられ、出口も変えられてしまいます。イメージの材料を .devcontainer の中に移して、もう一度実行してください。',
  'harden.bad_host':
    '{host} はワークスペースのアドレスではありません。https:// と名前だけで、ポートは付けません。正しい例: lakegoose harden https://adb-123.7.azuredatabricks.net（ローカルのものなら: lakegoose harden local）',
  'harden.bad_policy':
    '{path} を読めないか、知らないキーや値があります。docs/administrators.md のとおりに直して、もう一度実行してください。',
  'harden.not_listed':
    '{host} は {path} の名前の中にありません。egress に加えて、次を実行してください: lakegoose harden',
  'harden.not_writable':
    '{path} を変更できませんでした（{reason}）。{fix}その後、同じコマンドをもう一度実行してください。',
  'harden.read_only':
    '{path} を変更できませんでした（{reason}）。閉じたコンテナーの中からは変えられません。自分のマシンの同じフォルダーで実行してください。',
  'harden.policy_head':
    'このコンテナーで許す上限です。中からは誰も変えられず、設定では狭めることしかできません。\n変えたら: lakegoose harden を実行し、コンテナーを再ビルドしてください。',
  'harden.policy_egress':
    'いつでも到達できる名前（ポート 443）。最初のものがワークスペースです。それ以外へは出られません。',
  'harden.policy_setup':
    'コンテナーのセットアップ中だけ、加えて到達できる名前。空なら、セットアップが終わるまで公開された名前すべてです。',
  'harden.policy_again':
    'セットアップは一度だけです。1 増やすと、次の再ビルドでパッケージやツールの新しい版を取り込めます。',
} as const;
