/** What is said while everything is set up, in English. */
export const enBootstrap = {
  'bootstrap.summary':
    'Set everything up, step by step: tools, workspace, sign-in, Goose. Changes only what is not right yet.',
  'bootstrap.only': 'Run this step only, such as: tools.',
  'bootstrap.unattended': 'Ask nothing, on a terminal neither.',
  'bootstrap.json': 'Print a line of JSON for each step, as it ends.',
  'bootstrap.failed': '{count} of {all} steps did not succeed. Follow what they say, then run: lakegoose bootstrap',
  'bootstrap.ready': 'Everything is ready. Start asking with: goose',
  'bootstrap.waits_for': 'It waits for "{step}".',
  'bootstrap.tools': 'Tools',
  'bootstrap.workspace': 'Workspace',
  'bootstrap.workspace_local':
    'The local workspace with synthetic data ({host}). For your own: lakegoose login https://<your workspace>',
  'bootstrap.workspace_remote': 'The workspace is {host}.',
  'bootstrap.workspace_chosen':
    'No Databricks workspace is known yet, so the local one with synthetic data was chosen in {path}. For your own: lakegoose login https://<your workspace>',
  'bootstrap.env_not_writable': '{path} could not be written ({reason}), and is as it was. {fix} Then run this again.',
  'bootstrap.local_workspace': 'Local workspace',
  'bootstrap.local_not_meant': 'It is not needed: the workspace is {host}.',
  'bootstrap.local_running': 'It answers at {host}.',
  'bootstrap.local_starting': 'It is starting …',
  'bootstrap.local_started': 'It was started, and answers at {host}.',
  'bootstrap.local_not_started':
    'The local workspace at {host} did not start: {reason}. See what it says with: lakegoose workspace',
  'bootstrap.log_not_writable':
    'The log of the local workspace, {path}, could not be written ({reason}). {fix} Then run: lakegoose bootstrap',
  'bootstrap.sign_in': 'Sign-in',
  'bootstrap.signed_in_by_settings': 'The settings sign in to {host}.',
  'bootstrap.signed_in': 'You are signed in to {host} (profile {profile}).',
  'bootstrap.now_signed_in': 'You are now signed in to {host} (profile {profile}).',
  'bootstrap.sign_in_yourself': 'You are not signed in to {host} yet. Run in a terminal: lakegoose login {host}',
  'bootstrap.signing_in': 'Signing in to {host} …',
  'bootstrap.after_sign_in': 'It waits until you are signed in. Run in a terminal: lakegoose login {host}',
  'bootstrap.model': 'Model',
  'bootstrap.model_guide': 'The local workspace answers with its own guide ({model}).',
  'bootstrap.model_served': '{host} serves {model}.',
  'bootstrap.model_chosen': '{model} was chosen in {path}. For another one, change GOOSE_MODEL there.',
  'bootstrap.model_without_gateway':
    '{host} has no AI Gateway, so {model} of its model serving endpoints was chosen in {path} (GOOSE_PROVIDER=databricks). For another one, change GOOSE_MODEL there.',
  'bootstrap.model_retired':
    '{retired} is not served by {host} any more, so {model} was chosen in {path}. For another one, change GOOSE_MODEL there.',
  'bootstrap.model_in_environment':
    'The variable GOOSE_MODEL names {model}, which {host} does not serve. Set it to one of these, or unset it: {names}',
  'bootstrap.no_models':
    '{host} serves no models to you. Ask an administrator for access to the models of the AI Gateway, or set GOOSE_PROVIDER=databricks in .env for model serving endpoints.',
  'bootstrap.no_model_with_tools':
    'No model of {host} is known to call tools. Set GOOSE_MODEL in .env to one that does, of these: {names}',
  'bootstrap.no_such_warehouse':
    '{host} has no SQL warehouse {id} that you may use. Set DATABRICKS_SQL_WAREHOUSE_ID in .env to one of these: {names}',
  'bootstrap.goose_without_model': 'It waits for a model of {host}.',
  'bootstrap.goose': 'Goose',
  'bootstrap.goose_uses': 'Goose uses the model {model} ({path}).',
  'bootstrap.goose_switched_off':
    'Goose uses the model {model} ({path}). Switched off there, because the guard would not see what they do: {names}. The shell of Goose comes with LAKEGOOSE_GOOSE_TOOLS=shell in .env.',
  'bootstrap.goose_overruled':
    'Goose is set up in {path}, but the variable GOOSE_PROVIDER ({provider}) goes before that: Goose would sign in by itself. Unset it, and write GOOSE_PROVIDER={provider} into .env.',
  'bootstrap.goose_with_shell':
    'Goose uses the model {model} ({path}), and its own shell (LAKEGOOSE_GOOSE_TOOLS). It asks before a command runs; the guard does not see what the command does.',
  'bootstrap.goose_with_shell_only':
    'Goose uses the model {model} ({path}), and its own shell (LAKEGOOSE_GOOSE_TOOLS). It asks before a command runs; the guard does not see what the command does. Switched off there, because the guard would not see what they do: {names}.',
  'bootstrap.self_test': 'Self-test',
  'bootstrap.tools_listed': 'The server of our tools starts, and offers {count} tools.',
  'bootstrap.no_tools':
    'The server of our tools did not start: {reason}. See what lakegoose mcp says, or install lakegoose again, in your folder with: rm -r node_modules && npm install',
  'bootstrap.tools_refused': 'The server of our tools does not start yet. {reason}',
  'bootstrap.python': 'Python',
  'python.no_pins': 'There is nothing to install: {path} is not there.',
  'python.own':
    '{path} is a Python environment of your own, so it stays as it is. For the one with the Databricks kernel, rename it, then run: lakegoose bootstrap --only python',
  'python.there': 'The packages that pyproject.toml names are there ({path}).',
  'python.waits': 'Another lakegoose is installing the packages for notebooks; this one waits for it …',
  'python.making': 'Installing the packages for notebooks …',
  'python.made': 'The packages that pyproject.toml names were installed in {path}. Use them with: uv run',
  'python.no_uv': 'Python packages are installed by uv, which is not there yet. Run: lakegoose bootstrap',
  'python.none':
    'There is no Python {versions} here. Install it (Debian: python3), or rebuild the container. Then run: lakegoose bootstrap --only python',
  'python.failed':
    'The Python packages could not be installed: {reason}. Check the network and its proxy, then run: lakegoose bootstrap --only python',
  'python.not_writable': '{path} could not be written ({reason}). {fix} Then run: lakegoose bootstrap --only python',
  'tools.there': 'Goose, the Databricks CLI and uv are there ({folder}).',
  'tools.placed': 'Installed in {folder}: {tools}.',
  'tools.own':
    'In {folder} there are programs of your own, which stay: {names}. For the versions that .devcontainer pins, rename them, then run: lakegoose bootstrap --only tools',
  'tools.missing': 'These tools could not be installed in {folder}: {tools}.',
  'tools.fetching': 'Fetching {tool} …',
  'tools.building': 'Building {tool} from its sources; this takes about {minutes} minutes, once …',
  'tools.not_for_machine':
    '{tool} is not on npm for this kind of machine ({machine}). Remove LAKEGOOSE_TOOLS=registry, so that it comes from its own releases.',
  'tools.no_pins':
    'Which versions of the tools are wanted stands in a folder .devcontainer, and there is none in {directory} or above it. Run this in the folder that you opened as a container. If you have no such folder, install Goose (https://github.com/aaif-goose/goose) and the Databricks CLI (https://docs.databricks.com/dev-tools/cli) as their pages say.',
  'tools.no_pin':
    '{path} says which version of a tool is wanted, and cannot be read ({reason}). Take the file from the repository again, then run: lakegoose bootstrap',
  'tools.no_version':
    '{path} does not name the version of the Databricks CLI. Take the file from the repository again.',
  'tools.no_program':
    '{tool} could not be installed, because "{program}" is missing here. Install it, then run: lakegoose bootstrap',
  'tools.too_slow': '{tool} was not there after {seconds} seconds. Check the network, then run: lakegoose bootstrap',
  'tools.failed':
    '{tool} could not be installed ({program}: {reason}). Check the network and its proxy, then run: lakegoose bootstrap',
  'tools.not_kept': '{path} could not be written ({reason}). {fix} Then run: lakegoose bootstrap',
  'tools.not_placed': '{path} could not be written ({reason}). {fix} Then run: lakegoose bootstrap',
  'tools.no_releases':
    'The releases of the tools could not be fetched: {reason}. Where a network blocks them, set LAKEGOOSE_TOOLS=registry in .env. Then run: lakegoose bootstrap',
  'tools.no_mise':
    'The tools are fetched by mise, which is pinned for x64 and arm64 only; this machine is {machine}. Install them yourself in ~/.local/bin: goose, databricks, uv.',
  'tools.other_content':
    '{tool} came from {address} with another content than the one that .devcontainer pins, and was not installed. Try another network, or take .devcontainer from the repository again. Then run: lakegoose bootstrap',
  'tools.waits': 'Another lakegoose is getting {tool}; this one waits for it …',
  'tools.still': '{tool} is still under way ({seconds} s) …',
  'bootstrap.profile': 'Profile',
  'bootstrap.profile_right':
    'SQL warehouse: {warehouse}. Cluster: {cluster}. The Databricks CLI and its SDKs find them, too, in {profile} ({path}).',
  'bootstrap.profile_of_several':
    'SQL warehouse: {warehouse}. Cluster: {cluster}. The Databricks CLI and its SDKs find them, too, in {profile} ({path}). For another one, set DATABRICKS_SQL_WAREHOUSE_ID or DATABRICKS_CLUSTER_ID in .env to one of these: {others}. Then run: lakegoose bootstrap',
  'bootstrap.profile_other':
    'SQL warehouse: {warehouse}. Cluster: {cluster}. The Databricks CLI and its SDKs take another profile by themselves. For {host}: --profile {profile}',
  'bootstrap.no_such_cluster':
    '{host} has no cluster {id} that you may use. Remove DATABRICKS_CLUSTER_ID from .env, or set it to one of these: {names}',
  'bootstrap.profile_not_writable':
    '{path} could not be written ({reason}), and is as it was. {fix} Then run this again.',
} as const;
