/** What `lakegoose doctor` says, in English. Of a warning and a failure the first sentence says what is, the rest what to do. */
export const enDoctor = {
  'doctor.summary': 'Look whether everything is right, and say what to do about what is not. Changes nothing.',
  'doctor.only': 'Look at this and at what it needs only, such as: sign-in.',
  'doctor.seconds': 'So long each check may take (1). More where the network is slow.',
  'doctor.json': 'Print the result as JSON.',
  'doctor.report': 'Write a text for a request for support into this folder, too. No secret is in it.',
  'doctor.notes': `Exit codes:
  0  nothing has failed; there may be warnings
  1  a check has failed, or the report could not be written
  2  the arguments do not fit`,
  'doctor.still': 'Looking at: {titles} …',
  'doctor.sum': '{ok} right, {warn} to think about, {failed} failed, {skipped} passed over ({seconds} s).',
  'doctor.script': '{title}: for an administrator to run',
  'doctor.report_written': 'The report is {path}. Read it before you send it.',
  'doctor.report_not_written': 'The report {path} could not be written ({reason}). {fix} Or run it in another folder.',
  'doctor.report_head': 'Report of lakegoose doctor, {at}. Secrets are left out: …',
  'doctor.report_settings': 'Settings and environment:',
  'doctor.report_results': 'Results:',
  'doctor.report_not_shown': '(set, not shown)',

  'doctor.waits_for': 'It waits for: {check}.',
  'doctor.cut':
    'There was no answer within {seconds} s, so this is not known. Try again, or give it more time: lakegoose doctor --only {check} --seconds {more}',

  'doctor.settings': 'Settings',
  'doctor.workspace_local': 'The workspace is the local one with synthetic data, {host}.',
  'doctor.workspace_remote': 'The workspace is {host}.',

  'doctor.network': 'TLS and proxy',
  'doctor.network_straight': 'Straight, without a proxy. Trusted certificates: {trusts}.',
  'doctor.network_proxy': 'Through the proxy {proxy}. Trusted certificates: {trusts}.',
  'doctor.network_proxy_odd':
    'The proxy {proxy} gives no connection to {host}: it answers by itself, hangs up or waits. Open {host} in a browser, in case the proxy wants a sign-in; if it does not, ask whoever runs the proxy to let that host through, or name it in NO_PROXY.',
  'doctor.network_own_machine': 'The workspace is on this machine, and is asked straight.',
  'doctor.network_goose_proxy':
    'Goose would ask the local workspace through the proxy of {name}. Set in the environment: NO_PROXY={list}',

  'doctor.host': 'Host',
  'doctor.host_answers': '{host} answers.',
  'doctor.host_silent':
    '{host} did not answer within {seconds} s. Check the address, the network and the VPN. Where the network is slow: lakegoose doctor --seconds 10',
  'doctor.host_page':
    '{host} answers with a page, and not as a workspace does (HTTP {status}). Check DATABRICKS_HOST; where a network or a proxy wants a sign-in first, open {host} in a browser.',
  'doctor.host_broken':
    '{host} answers with an error (HTTP {status}). Try again in a minute; if it stays so, tell an administrator of the workspace.',

  'doctor.clock': 'Clock',
  'doctor.clock_right': 'It differs from that of the workspace by {seconds} s.',
  'doctor.clock_unknown': 'The workspace does not tell its time.',
  'doctor.clock_fast':
    'The clock of this machine is {off} fast, so sign-ins and certificates may be refused. Set it right; for a container, that of the machine it runs on, then restart Docker.',
  'doctor.clock_slow':
    'The clock of this machine is {off} slow, so sign-ins and certificates may be refused. Set it right; for a container, that of the machine it runs on, then restart Docker.',

  'doctor.sign_in': 'Sign-in',
  'doctor.signed_in': 'You are {name}. The token is good until {until}, and is renewed by itself.',
  'doctor.signed_in_until': 'You are {name}. DATABRICKS_TOKEN is good until {until}.',
  'doctor.signed_in_endless': 'You are {name}. The token does not tell when it ends.',
  'doctor.token_ends_soon':
    'You are {name}, but DATABRICKS_TOKEN ends at {until}. Set a new one, or remove it and sign in with: lakegoose login {host}',

  'doctor.warehouse': 'SQL warehouse',
  'doctor.warehouse_runs': '{name} ({id}) is there, and may be used: {state}.',
  'doctor.warehouse_stopped': '{name} ({id}) may be used. It is {state}; the first query starts it.',
  'doctor.no_such_warehouse':
    'There is no SQL warehouse {id} on {host}. Set DATABRICKS_SQL_WAREHOUSE_ID in .env to one that you may use: {names}',
  'doctor.warehouse_not_usable':
    'You may not use the SQL warehouse {id} on {host}. Ask an administrator for "Can use" on it, or set DATABRICKS_SQL_WAREHOUSE_ID in .env to one that you may use: {names}',

  'doctor.cluster': 'Cluster',
  'doctor.no_cluster_set': 'No cluster is set; notebooks need one, questions do not.',
  'doctor.cluster_there': '{name} ({id}) is there: {state}.',
  'doctor.no_such_cluster':
    'There is no cluster {id} on {host}. Leave DATABRICKS_CLUSTER_ID in .env empty, or set it to one that is there: {names}',

  'doctor.model': 'Model',
  'doctor.model_answers': '{model} answers.',
  'doctor.no_model_chosen': 'No model is chosen for {host}. Choose one with: lakegoose bootstrap --only model',
  'doctor.model_not_served':
    '{host} does not serve the model {model}. Set GOOSE_MODEL in .env to one that it serves ({names}), then run: lakegoose bootstrap',
  'doctor.model_refused':
    '{host} did not let the model {model} answer. Set GOOSE_MODEL in .env to another one ({names}), or tell an administrator. The workspace said: {message}',

  'doctor.catalogs': 'Unity Catalog',
  'doctor.catalogs_visible': 'Visible catalogs: {count} ({names}).',
  'doctor.no_catalogs':
    'No data is visible to {name}. Ask an administrator for the catalogs that you need, with the lines below.',

  'doctor.lineage': 'Lineage',
  'doctor.lineage_by_api': 'The lineage API answers, as for {table}.',
  'doctor.lineage_by_system': 'The lineage API does not answer; the system table {table} can be read in its place.',
  'doctor.lineage_no_table': 'No table is visible whose lineage could be asked for.',
  'doctor.lineage_unavailable':
    'Neither the lineage API nor the system tables answer. Ask an administrator of the account to switch on the schema access of the catalog system. They said: {message}',
  'doctor.lineage_not_permitted':
    'You may not see where {table} comes from. Ask an administrator to run one of the lines below, or all. The workspace said: {message}',

  'doctor.permissions': 'Own permissions',
  'doctor.permissions_read': 'Reading only, in {looked} of {all} visible catalogs and schemas.',
  'doctor.permissions_write':
    'Your own permissions would let you write or drop in {where}; {looked} of {all} visible catalogs and schemas were looked at. lakegoose refuses it, other programs do not: where you only read, give an administrator the lines below.',
  'doctor.permissions_administrator':
    'You ({name}) administer Unity Catalog here, and could drop anything. For questions sign in as somebody who only reads.',
  'doctor.permissions_unknown':
    'Of {all} visible catalogs and schemas none tells its permissions. Ask an administrator whether you could write there.',

  'doctor.policy': 'Policy',
  'doctor.policy_usual': '{policy}, as nothing says otherwise. AI functions: {ai}. Schemas: {scope}.',
  'doctor.policy_set': '{policy} ({setting}). AI functions: {ai}. Schemas: {scope}.',
  'doctor.policy_under_ceiling': '{policy}; {path} allows {ceiling} at the most. AI functions: {ai}. Schemas: {scope}.',
  'doctor.policy_writable':
    '{policy} is in force, but you could change {path}, which limits it (AI functions: {ai}, schemas: {scope}). Ask an administrator to make that file theirs: chown root {path} && chmod 644 {path}',
  'doctor.policy_unreadable':
    "The administrators' file {path} cannot be read, so nothing runs. Ask an administrator to correct it, such as: sql_policy: read",

  'doctor.programs': 'Programs',
  'doctor.programs_there': '{list}.',
  'doctor.no_goose':
    'Goose is not on the PATH, or does not run ({list}). Install it with: lakegoose bootstrap --only tools',
  'doctor.goose_too_old':
    'Goose {found} is too old; {needed} or newer is needed ({list}). Install it with: lakegoose bootstrap --only tools',
  'doctor.program_missing':
    '{names} is not on the PATH, or does not run ({list}). Install it with: lakegoose bootstrap --only tools',
  'doctor.programs_other':
    'These are not the versions that .devcontainer pins: {list}, and not {pinned}. Install those with: lakegoose bootstrap --only tools',

  'doctor.goose': 'Goose',
  'doctor.goose_right': 'Its configuration is what the settings say: {model} ({path}).',
  'doctor.goose_not_set_up': 'Goose is not set up yet ({path}). Run: lakegoose agents goose',
  'doctor.goose_broken':
    'Goose cannot read {path} ({reason}). Correct it, or move it away, then run: lakegoose agents goose',
  'doctor.goose_other': '{path} is not what the settings say. Run: lakegoose agents goose',
  'goose.kept_out_of_reach':
    'What Goose keeps in {path} could not be looked at or removed ({reason}). {fix} To remove it, then run: lakegoose logout --purge',
  'goose.no_answer': 'Goose does not tell its configuration ({reason}). See what it says with: goose info -v',

  'doctor.goose_environment': 'Goose and variables',
  'doctor.goose_environment_clear': 'No variable of the environment goes before its configuration.',
  'doctor.goose_environment_overrides':
    'Variables of the environment go before what was set up for Goose: {names}. Take them away, in the terminal with: {command}',

  'doctor.goose_tools': 'Goose and tools',
  'doctor.goose_tools_exact': 'It offers a model our tools, and no others.',
  'doctor.goose_tools_chosen': 'It offers a model our tools, and what you have switched on besides: {names}.',
  'doctor.goose_without_tools': 'Goose does not offer our tools. Run: lakegoose agents goose',
  'doctor.goose_some_tools': 'Goose offers only some of our tools: {names}. Empty available_tools in {path}.',
  'doctor.goose_more_tools':
    'Goose offers tools of its own besides ours, which can run programs or write files: {names}. Switch them off with: lakegoose agents goose',
  'doctor.goose_shell':
    'Goose offers a shell besides our tools, as you have set it, and no guard sees what runs there. Where you do not want that, take LAKEGOOSE_GOOSE_TOOLS out of .env, then run: lakegoose agents goose',
  'doctor.goose_other_servers':
    'Goose offers tools of other servers, which no guard of ours holds back: {names}. Where you do not want that, set "enabled: false" for them in {path}.',

  'doctor.mcp_server': 'MCP server',
  'doctor.mcp_server_serves': 'It starts, and offers {count} tools.',
  'doctor.mcp_server_other':
    'Its tools are not those of this version (missing: {missing}; unknown: {strange}). Install lakegoose again, in your folder with: rm -r node_modules && npm install',

  'doctor.kernel': 'Notebook kernel',
  'doctor.no_python': 'There is no .venv in {folder} or above it. Notebooks need one, questions do not.',
  'doctor.kernel_there': 'It is there ({path}).',
  'doctor.no_kernel': '{path} has no kernel for Databricks. Run: lakegoose bootstrap --only python',
  'doctor.no_kernel_in_own':
    '{path} is your own, and has no kernel for Databricks. Where you want to run notebooks, move it away, then run: lakegoose bootstrap --only python',
  'doctor.kernel_broken':
    'The kernel in {path} does not start: its Python is not there. Make it anew: rm -r {path} && lakegoose bootstrap --only python',

  'doctor.secrets': 'Secrets',
  'doctor.secrets_closed': 'Files that hold secrets: {count}. Nobody else may read them.',
  'doctor.secrets_open': 'Others on this machine may read secrets: {paths}. Close them with: {command}',

  'doctor.storage': 'Storage',
  'doctor.storage_free': '{megabytes} MB are free ({paths}).',
  'doctor.not_writable': '{path} cannot be written ({reason}). {fix} Or set HOME to another folder.',
  'doctor.disk_full':
    'The disk of {path} is full. Free some space; what Goose keeps is removed with: lakegoose logout --purge',

  'doctor.kept': 'Kept by Goose',
  'doctor.nothing_kept': 'No questions and no rows so far.',
  'doctor.kept_by_goose': 'Questions, answers and rows: {places}. They are removed with: lakegoose logout --purge',
} as const;
