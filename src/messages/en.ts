import { enBootstrap } from './en-bootstrap.ts';
import { enConnection } from './en-connection.ts';
import { enDoctor } from './en-doctor.ts';
import { enHarden } from './en-harden.ts';
import { enLineage } from './en-lineage.ts';
import { enMcp } from './en-mcp.ts';
import { enNotebooks } from './en-notebooks.ts';
import { enSql } from './en-sql.ts';

/** Every sentence a person reads, by code. `{name}` stands for a fact of that name. */
export const en = {
  'cli.error': 'lakegoose:',
  'cli.fault': 'This is a fault in lakegoose, not in what you did. Please report it with the lines below.',
  'help.about':
    'lakegoose: ask the data of your Databricks workspace in plain words. A guard holds back what would break it.',
  'help.usage': 'Usage:',
  'help.verb': 'verb',
  'help.more': 'More about a verb: lakegoose <verb> --help',
  'help.help': 'Show this help.',
  'help.examples': 'Examples:',
  'usage.unknown_verb': 'There is no verb "{verb}". See: lakegoose --help',
  'usage.unknown_verb_near': 'There is no verb "{verb}". Did you mean "{meant}"? See: lakegoose --help',
  'usage.unknown_option': '"{option}" is not an option of {verb}. See: lakegoose {verb} --help',
  'usage.unknown_option_near': '"{option}" is not an option of {verb}. Did you mean "{meant}"?',
  'usage.no_value': '{option} needs a value. See: lakegoose {verb} --help',
  'usage.has_no_value': '{option} takes no value. See: lakegoose {verb} --help',
  'usage.too_many': '"{word}" is one word too many. See: lakegoose {verb} --help',
  'usage.no_notebook': 'Name the notebook to run, such as: lakegoose notebook run notebooks/sample.ipynb',
  'usage.port_without_http': '--port belongs to --http. See: lakegoose mcp --help',
  'usage.bad_value': 'The value of {option} does not fit ({reason}). See: lakegoose {verb} --help',

  'demo.summary': 'Show Goose answering three questions on a local workspace. Needs no account.',
  'demo.chat': 'Chat with Goose yourself instead.',
  'demo.data': 'Keep the data of the local workspace in this folder.',
  'demo.starting': 'Starting a local workspace with synthetic data on this machine …',
  'demo.workspace_ready': 'The local workspace answers at {host}.',
  'demo.goose_ready': "Goose's configuration is in {path}. It is removed at the end; your own Goose is not touched.",
  'demo.chat_hint': 'Ask what you like; the offline guide knows these questions. Leave with /exit.',
  'demo.question': '── {number} of {of} ── {question}',
  'demo.question_structure': 'Show me the structure of samples.nyctaxi.trips',
  'demo.question_fares': 'What is the average fare by pickup_zip in samples.nyctaxi.trips?',
  'demo.question_lineage': 'Where does the data of main.nyctaxi.fares_by_zip come from?',
  'demo.goose_starts': 'Goose starts and reads the question …',
  'demo.calls': 'Goose calls {tool}',
  'demo.answered': 'The tool has answered.',
  'demo.call_failed': 'The tool has failed.',
  'demo.next':
    'That was the real Goose, the real tools and a real database engine; only the data and the model were stand-ins.\nTry next:\n  {lakegoose} demo --chat                       ask for yourself\n  {lakegoose} login https://<your workspace>    sign in to your own Databricks workspace',
  'demo.stopped': 'The demo was stopped. Nothing is left running.',
  'demo.goose_ended':
    'Goose ended in the middle of the demo ({reason}). Nothing is left running. Try again with the same command.',
  'demo.no_answer': 'Goose did not answer "{question}" from the data. Please report this.',
  'demo.no_temporary_directory':
    'The demo needs a folder for temporary files, but {path} cannot be written to ({reason}). Set TMPDIR to a folder of yours.',
  'demo.no_terminal': 'A chat needs a terminal. Run it in one, or run the demo without --chat.',

  'login.summary': 'Sign in to a Databricks workspace, once, in the browser.',
  'login.host':
    'The address of the workspace, or "local" for the local one with synthetic data. DATABRICKS_HOST where none is given.',
  'login.no_host':
    'Which workspace? Give its address, such as: lakegoose login https://adb-1234567890123456.7.azuredatabricks.net',
  'login.bad_host':
    '"{host}" is not the address of a workspace, which begins with https:// and has no password in it. Right: lakegoose login https://adb-1234567890123456.7.azuredatabricks.net',
  'login.if_needed': 'Only where a workspace of your own is set and nobody is signed in to it.',
  'login.none_of_yours':
    'No workspace of your own is set, so there is nothing to sign in to. For your own: lakegoose login https://<your workspace>',
  'login.not_needed': 'You are signed in to {host}. Start asking with: goose',
  'login.may_leave': 'To do it later, press Enter.',
  'login.waits_elsewhere':
    'A sign-in to {host} is waiting already ({where}). Finish it there, or end it there with Ctrl-C and try again.',
  'login.waits_with_link':
    'A sign-in to {host} is waiting already ({where}). Finish it there, or open its link: {link}',
  'login.notes':
    'It does the rest, too: the address goes into .env, a model, a SQL warehouse and a cluster are chosen, Goose is set up. Run it again for another workspace.',
  'login.starting':
    'Signing in to {host}. Once it has answered, your browser opens; if it does not, open the link that is printed below.',
  'login.paste':
    'If the last page cannot be shown (an address that begins with http://localhost), copy its whole address from the browser and paste it here.',
  'login.taken': 'Thank you, that was the address. The sign-in goes on.',
  'login.not_an_end':
    'That is not the address of the last page. It begins with http://localhost and has code= and state= in it. Copy all of it from the address bar of the browser.',
  'login.nobody_waits':
    'Nobody waits for that address. It may be from an earlier try: open the link above again, and paste the new one.',
  'login.settings_sign_in':
    '{name} is set, and goes before the sign-in of a person. Remove it from .env and from the environment, then run: lakegoose login {host}',
  'login.other_in_environment':
    'The variable {name} means another workspace or another sign-in ({other}), and goes before .env. Unset it, then run: lakegoose login {host}',
  'login.done':
    'You are signed in to {host} as {user} (profile {profile}). This token is good until {until}, and is renewed by itself.',
  'login.ready': 'Start asking with: goose',
  'login.not_ready': 'Not everything is ready yet. Follow what the steps above say, then run: lakegoose bootstrap',
  'login.asks_a_person':
    'The workspace at {host} wants to know who you are. Choose it in your browser: lakegoose login {host}',
  'login.failed': 'The sign-in to {host} did not succeed ({reason}). Try again: lakegoose login {host}',

  'logout.summary': 'End the sign-in to the workspace.',
  'logout.purge': 'Remove what Goose keeps of your questions and of the data, too, after showing it.',
  'logout.yes': 'Do not ask.',
  'logout.kept': 'Goose keeps questions, answers and rows here. This would be removed for good:',
  'logout.kept_line': '{path} ({files} files, {kilobytes} KB)',
  'logout.sure': 'Remove it and sign out? [y/N] ',
  'logout.no_terminal': 'Nobody can be asked here. To remove it without a question: lakegoose logout --purge --yes',
  'logout.nothing_done': 'Nothing was removed, and you are still signed in.',
  'logout.nobody': 'Nobody was signed in to {host} with the Databricks CLI.',
  'logout.done': 'You are signed out of {host} (profile {profile}). To sign in again: lakegoose login {host}',
  'logout.settings_sign_in':
    '{name} is set and still signs in to {host}. To end that, too, remove it from .env and from the environment.',
  'logout.failed':
    'The Databricks CLI could not sign you out of {host} ({reason}). Run: databricks auth logout --profile {profile}',
  'logout.nothing_kept': 'Goose keeps no questions or rows here.',
  'logout.purged': 'What Goose had kept is removed.',

  'agents.summary': "Write an agent's configuration: our tools and the workspace's models. So far: goose.",
  'agents.agent': 'Which agent. goose where none is given.',
  'agents.json': 'Print what was done as JSON.',
  'agents.no_model':
    'No model is chosen for {host}. Set GOOSE_MODEL in .env, such as: GOOSE_MODEL=system.ai.claude-sonnet-4-5',
  'agents.config_broken':
    'Goose cannot read its configuration {path}: line {line}, column {column}: {reason}. Nothing was changed. Correct that line (or rename the file, to begin a new one), then run: lakegoose agents goose. Do not start Goose before that: it would replace the file.',
  'agents.written': 'Wrote {path}.',
  'agents.unchanged': '{path} is as it should be.',
  'agents.next': 'Goose now uses {model} at {host}. Start it with: goose',
  'agents.switched_off':
    'Switched off, because the guard would not see what they do: {names}. The shell of Goose comes with LAKEGOOSE_GOOSE_TOOLS=shell in .env.',
  'agents.shell_on':
    "Goose's own shell is on (LAKEGOOSE_GOOSE_TOOLS). It asks before it runs a command; the guard does not see what the command does.",
  'agents.not_writable': '{path} could not be written ({reason}), and is as it was. {fix} Then run this again.',

  'agents.extension_about': 'Asks the data of the Databricks workspace, reading only.',
  'agents.provider_about': 'The models of the Databricks workspace.',

  'goose.missing':
    'Goose is not installed. In a checkout of lakegoose run: npm ci. Elsewhere: lakegoose bootstrap --only tools',
  'goose.too_old':
    'Goose {found} is too old; {needed} or newer is needed. In a checkout of lakegoose run: npm ci. Elsewhere: lakegoose bootstrap --only tools',

  'token.summary': 'Print a fresh token for the workspace (for Goose and other agents).',
  'token.host': 'The workspace. That of the settings where none is given.',
  'token.profile': 'The profile of the Databricks CLI.',
  'token.timeout': 'How long it may take, in seconds (20).',

  'workspace.summary': 'Run the local workspace: Databricks REST over synthetic data, on this machine only.',
  'workspace.port': 'The port. LAKEGOOSE_PORT where none is given, else 8765 if it is free.',
  'workspace.data': 'Keep the data in this folder. In memory where none is given.',
  'workspace.log': 'Write a line of JSON for each request to this file.',
  'workspace.consent': 'What a sign-in in the browser does: ask (the default), or be given at once, for scripts.',
  'workspace.token_seconds': 'How long a token of a sign-in lives, in seconds (3600).',
  'workspace.cold_start_seconds': 'How long the SQL warehouse takes to start, in seconds. It is stopped at first.',
  'workspace.cluster_start_seconds': 'How long the cluster takes to start, in seconds. It is terminated at first.',
  'workspace.python':
    'The Python that runs notebooks, with all that you may do on this machine. LAKEGOOSE_PYTHON where none is given; without one none runs.',
  'workspace.link_seconds': 'How long a link to a result works, in seconds (900).',
  'workspace.result_seconds': 'How long a result is kept after its statement succeeded, in seconds (3600).',
  'workspace.empty_first_pages': 'Begins every Unity Catalog list with an empty page, as Databricks may.',
  'workspace.without_system_schemas': 'Switches off the schemas of the catalog system.',
  'workspace.json': 'Print address, token, warehouse, service principal and process as one line of JSON.',
  'workspace.ready': 'The local workspace answers at {host}. Its data is synthetic. To use it from another terminal:',
  'workspace.sign_in': 'Or sign in as a person does: databricks auth login --host {host}',
  'workspace.how_to_stop':
    'Stop it with Ctrl-C, or from another terminal with: lakegoose workspace --stop --port {port}',
  'workspace.stop': 'Stop the one that runs at that port, wherever it was started.',
  'workspace.stopped': 'Stopped the local workspace at {host} (process {pid}). Its data stays in {data}.',
  'workspace.stopped_for_good':
    'Stopped the local workspace at {host} (process {pid}). Its data was in memory only, and is gone.',
  'workspace.none_runs': 'No local workspace runs at port {port}.',
  'workspace.others_run':
    'No local workspace runs at port {port}, but at {others}. Stop one with: lakegoose workspace --stop --port {other}',
  'workspace.which_process':
    'A local workspace runs at port {port}, but could not write down which process it is. Stop it where it was started, with Ctrl-C.',
  'workspace.not_stopped': 'The local workspace at {host} did not end ({reason}). End its process with: kill -9 {pid}',
  'workspace.not_installed':
    'The local workspace is not installed. In your folder run: npm install lakegoose-workspace. In a checkout of lakegoose run: npm ci',
  'workspace.port_taken':
    'Port {port} is taken by another program. Choose another one with LAKEGOOSE_PORT in .env, or with --port.',
  'workspace.data_not_writable': 'The data cannot be kept in {path} ({reason}). Choose a folder that you may write to.',
  'workspace.data_in_use':
    'Another local workspace is using the data in {path}. Stop it first (lakegoose workspace --stop), or choose another folder.',
  'workspace.data_broken':
    'The data in {path} cannot be read ({reason}). Nothing was changed. Choose another folder, or move this one away.',
  'workspace.data_newer':
    'The data in {path} was written by a newer lakegoose. Nothing was changed. Update lakegoose, or choose another folder.',
  'workspace.log_not_writable': 'The log {path} cannot be written ({reason}). Choose another file with --log.',

  'settings.DATABRICKS_HOST': 'The address of your Databricks workspace.',
  'settings.DATABRICKS_SQL_WAREHOUSE_ID':
    'The SQL warehouse that runs queries. One that you may use is chosen where none is set.',
  'settings.DATABRICKS_WAREHOUSE_ID': 'The same as DATABRICKS_SQL_WAREHOUSE_ID, in the words of the Databricks CLI.',
  'settings.DATABRICKS_CLUSTER_ID':
    'The cluster that runs notebooks. One that you may use is chosen where none is set.',
  'settings.DATABRICKS_CONFIG_PROFILE': 'The profile of the Databricks CLI, where DATABRICKS_HOST is not set.',
  'settings.DATABRICKS_CONFIG_FILE': 'The profile file of the Databricks CLI.',
  'settings.DATABRICKS_TOKEN': 'A token, for machines. People sign in with: lakegoose login',
  'settings.DATABRICKS_CLIENT_ID': 'A service principal, for machines.',
  'settings.DATABRICKS_CLIENT_SECRET': 'The secret of the service principal.',
  'settings.GOOSE_PROVIDER':
    'Which gateway carries the model: databricks (serving endpoints) or databricks_v2 (AI Gateway).',
  'settings.GOOSE_MODEL': 'The model that Goose uses, as the workspace names it.',
  'settings.LAKEGOOSE_WORKSPACE': 'local: use the local workspace with synthetic data, and no other.',
  'settings.LAKEGOOSE_PORT': 'The port of the local workspace.',
  'settings.LAKEGOOSE_PYTHON':
    'The Python that runs notebooks in the local workspace, with all that you may do on this machine. None runs where none is set, but in the container.',
  'settings.LAKEGOOSE_TOOLS':
    'Where the container gets Goose, the Databricks CLI and uv: releases (of the projects themselves) or registry (only npm, PyPI and Go modules, for networks that block the rest).',
  'settings.LAKEGOOSE_GOOSE_TOOLS':
    'shell: Goose may also run commands and change files on this machine, after asking you. The guard does not see those: they can reach the workspace with all your rights. off where none is set.',
  'settings.LAKEGOOSE_LANGUAGE': 'The language of messages: en or ja. That of the terminal where none is set.',
  'settings.LAKEGOOSE_SQL_POLICY':
    'What statements may do: read, write (also adds rows and objects) or update (also changes rows). Never removes anything.',
  'settings.LAKEGOOSE_AI_FUNCTIONS':
    'Whether SQL may call ai_* functions, which cost money and send data to a model: allow or refuse.',
  'settings.LAKEGOOSE_SQL_SCOPE':
    'The only schemas that statements may name, separated by commas. All that you may see where none is set.',
  'settings.LAKEGOOSE_RESULTS':
    'How whole results come: links (to the storage of the workspace, any size) or inline (through the workspace itself, at most 25 MiB, where no storage can be reached).',
  'settings.LAKEGOOSE_MCP_TOKEN':
    'The token that agents send to "lakegoose mcp --http". One is made at each start where none is set.',
  'settings.LAKEGOOSE_ANSWER_SECONDS':
    'A tool answers an agent within so many seconds (45 where none are set), with the result or with a way to ask for it later.',
  'settings.LAKEGOOSE_STATEMENT_SECONDS':
    'A statement that has run so many seconds (1800 where none are set) is cancelled on the SQL warehouse.',
  'settings.LAKEGOOSE_UNPOLLED_SECONDS':
    'A statement that runs on is cancelled when nobody has asked for its result for so many seconds (600 where none are set).',
  'settings.LAKEGOOSE_CLUSTER_SECONDS':
    'The start of a cluster for a notebook is waited for so many seconds (1200 where none are set).',
  'settings.not_seconds': '{name} is "{value}", which is not a number of seconds that fits. Such as: {name}={example}',
  'settings.LAKEGOOSE_LOG':
    'requests: write a line for each request to the workspace to ~/.local/state/lakegoose/requests.log, without secrets and data. off where none is set.',
  'settings.LAKEGOOSE_CALL_LOG':
    'off: write no line for each call of a tool to ~/.local/state/lakegoose/calls.log (who, which tool, refused or not; no SQL, no data).',
  'log.not_writable': 'lakegoose: the log {path} cannot be written ({reason}). The work goes on without it.',
  'settings.not_a_scope':
    '{name} is "{value}", but must be names of the form catalog.schema, separated by commas. Right: {name}={example}',
  'settings.example_head':
    'Settings of lakegoose. Copy this file to .env and fill in what you need; leave the rest empty. Generated: npm run generate',
  'settings.bad': 'Some settings do not fit. Look into {where} and your environment:',
  'settings.not_one_of': '{name} is "{value}", but must be one of: {allowed}. Right: {name}={example}',
  'settings.not_an_identifier':
    '{name} is "{value}", but may only have letters, digits, points and dashes. Right: {name}={example}',
  'settings.has_line_break': '{name} has a line break in it. Right: {name}={example}',
  'settings.host_not_an_address': '{name} is "{value}", which is not an address. Right: {name}={example}',
  'settings.host_with_password': '{name} has a user or password in it. Give the address alone. Right: {name}={example}',
  'settings.host_not_https': '{name} is "{value}", but must begin with https://. Right: {name}={example}',
  'settings.not_a_port': '{name} is "{value}", but must be a number from 1 to 65535. Right: {name}={example}',
  'settings.token_not_printable':
    '{name} has spaces or odd characters in it. Copy the token again. Right: {name}={example}',
  'settings.mcp_token_too_short':
    '{name} must have 32 characters or more, without spaces. Make one with: openssl rand -hex 32',
  'settings.unknown': '{name} is not a setting. Remove it, or see .env.example for those there are.',
  'settings.line_unread':
    'Line {line} of .env names {name}, but sets nothing. (A remark has # in front.) Right: {name}={example}',
  'settings.unknown_near': '{name} is not a setting. Did you mean {meant}?',
  'settings.two_warehouses':
    'DATABRICKS_SQL_WAREHOUSE_ID is "{one}" and DATABRICKS_WAREHOUSE_ID is "{other}". They mean the same: keep one.',
  'settings.not_utf8':
    '{path} is not UTF-8 text (Windows may write UTF-16 or Shift_JIS). Save it as UTF-8 in your editor.',
  'settings.unreadable': '{path} cannot be read ({reason}). Check what it is, and who may read it (ls -la).',
  'settings.host_and_profile':
    'DATABRICKS_HOST is {host}, but the profile "{profile}" is of {other}. Correct DATABRICKS_HOST or DATABRICKS_CONFIG_PROFILE.',
  'settings.no_host':
    'No workspace is known. Sign in with: lakegoose login https://<your workspace>. Without an account, set LAKEGOOSE_WORKSPACE=local or run: lakegoose demo',
  'settings.no_such_profile':
    'The Databricks CLI has no profile "{profile}". Sign in with: lakegoose login https://<your workspace>, or correct DATABRICKS_CONFIG_PROFILE.',
  'settings.local_not_asked':
    '{host} is this machine, but the local workspace was not asked for. Set LAKEGOOSE_WORKSPACE=local, or set DATABRICKS_HOST to your workspace.',
  'settings.local_and_host':
    'LAKEGOOSE_WORKSPACE=local and DATABRICKS_HOST={host} contradict each other. For {host}, run: lakegoose login {host}. For the local workspace, remove DATABRICKS_HOST.',

  ...enBootstrap,
  ...enConnection,
  ...enDoctor,
  ...enHarden,
  ...enLineage,
  ...enSql,
  ...enMcp,
  ...enNotebooks,

  'files.bad_extension': '"{name}" ends with none of .csv, .jsonl and .ndjson. Choose one of them, such as: result.csv',
  'files.outside': '"{name}" is outside of the working folder {folder}. Give a name in it, such as: result.csv',
  'files.bad_name': '"{name}" is not a plain file name. Use letters, digits, - and _, such as: result-1.csv',
  'files.too_long':
    'The file name is too long: it may have {most} bytes at the most. Choose a shorter one, such as: result.csv',
  'files.no_folder': 'There is no folder {folder} ({reason}). Give a file name without a folder, such as: result.csv',
  'files.exists': '{path} is there already, and is never overwritten. Choose another name.',
  'files.folder_missing':
    '{path} could not be written, because there is no folder {folder}. Make that folder, or choose another one.',
  'files.no_directory': 'The folder that you are in is gone. Run this in another folder.',
  'files.output_lost': 'The output could not be written ({reason}). {fix} Or write it elsewhere.',
  'files.not_writable':
    '{path} could not be written ({reason}). Nothing of it was left. {fix} Or choose another folder.',
} as const;
