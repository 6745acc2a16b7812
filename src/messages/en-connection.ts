/** What is said of files, sign-in and connections, in English. */
export const enConnection = {
  'reason.not_permitted': 'permission denied',
  'reason.read_only': 'the disk is read-only',
  'reason.not_there': 'it is not there',
  'reason.not_a_folder': 'a part of the path is not a folder',
  'reason.a_folder': 'it is a folder',
  'reason.no_file': 'it is a pipe or a device, and not a file',
  'reason.disk_full': 'the disk is full',
  'reason.name_too_long': 'the name is too long',
  'reason.links_in_circle': 'links lead in a circle',
  'reason.too_many_files': 'too many files are open',
  'reason.mounted': 'it is mounted as a single file',
  'reason.not_utf8': 'it is not UTF-8 text',
  'reason.name_twice': 'the same name stands there a second time',
  'reason.tab': 'a tab stands where YAML wants spaces',
  'reason.no_mapping': 'names with values (name: value) belong there',
  'reason.no_place': 'what belongs there does not fit into the way it is written; write it plainly (name: value)',
  'reason.not_yaml': 'it is not YAML',
  'reason.empty': 'it is empty',
  'reason.nobody_came': 'nobody finished it in a browser in time',
  'fix.not_permitted': 'Check who may write to the file and to its folder (ls -la).',
  'fix.read_only': 'Make it writable, or use a folder that is.',
  'fix.disk_full': 'Free some space (see: df -h).',
  'fix.mounted': 'Mount its folder instead.',
  'fix.no_file': 'Put a plain file in its place.',
  'fix.not_utf8': 'Save it as UTF-8 in your editor.',
  'fix.not_a_folder': 'A file stands where a folder should be. Rename it, or choose another path.',
  'fix.other': 'Check the file and its folder.',

  'settings.profile_broken':
    'Line {line} of {path} is neither [name] nor name = value, so the Databricks CLI reads no profile in it. Correct that line, or remove it.',
  'sign_in.no_cli':
    'The Databricks CLI, which does the sign-in to {host}, is not installed, or not on the PATH. Install it in ~/.local/bin with: lakegoose bootstrap --only tools. Or set DATABRICKS_TOKEN.',
  'sign_in.needed': 'You are not signed in to {host}, or the sign-in has ended. Sign in with: lakegoose login {host}',
  'sign_in.failed':
    'The Databricks CLI gave no token for {host} ({reason}). Check the network; if it is right, sign in with: lakegoose login {host}',
  'sign_in.timed_out': 'The Databricks CLI gave no token within {seconds} seconds. Check the network, then try again.',
  'sign_in.bad_answer': 'The Databricks CLI gave something that is not a token. Update it to 1.0 or newer.',
  'login.no_default':
    'The Databricks CLI could not make {profile} its usual profile ({reason}). Run: databricks auth switch --profile {profile}',
  'sign_in.cancelled': 'The sign-in was stopped before a token was there. Try again.',
  'sign_in.no_client_secret':
    'DATABRICKS_CLIENT_ID is set ({client}), but DATABRICKS_CLIENT_SECRET is not. Set both, or remove DATABRICKS_CLIENT_ID and sign in with: lakegoose login',
  'sign_in.no_client_id':
    'DATABRICKS_CLIENT_SECRET is set, but DATABRICKS_CLIENT_ID is not. Set both, or remove DATABRICKS_CLIENT_SECRET and sign in with: lakegoose login',
  'sign_in.client_refused':
    '{host} refused the service principal {client} ({reason}). Check DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET. A secret may have ended or been deleted: an administrator makes a new one in the settings of the workspace, under service principals.',
  'sign_in.no_oauth':
    '{host} answers, but does not offer a sign-in (OAuth) as a Databricks workspace does. Check the address.',
  'sign_in.of_another':
    '{name} is set for {other}, and does not go to {host}. Remove it, then run: lakegoose login {host}. Or set Goose up for {other}: lakegoose agents goose',
  'sign_in.no_local_token':
    'You are not signed in to the local workspace at {host}. Sign in with: lakegoose login {host}. Or copy the lines that "lakegoose workspace" printed when it started there.',

  'databricks.unreachable': '{host} cannot be reached (reason: {reason}). Check the address and the network.',
  'databricks.no_such_host':
    'There is no host {host}. Check the spelling of the address; if it is right, the network may need a VPN or a proxy (HTTPS_PROXY).',
  'databricks.no_name_service':
    'The address of {host} could not be looked up, because the name service (DNS) does not answer. Check the network, then try again.',
  'databricks.connection_refused':
    '{host} refuses connections. Check the address, and whether anything answers there. The local workspace is started with: lakegoose bootstrap',
  'databricks.no_route':
    'There is no way to {host} in this network, or it does not answer. Check the network, the VPN and the firewall; where a proxy is needed, set HTTPS_PROXY.',
  'databricks.cut':
    'The connection to {host} ended in the middle. Try again; if it happens often, ask whoever runs the network or the proxy.',
  'databricks.cut_may_have_run':
    'The connection to {host} ended before the answer came. What was sent may have run, so it was not sent again. See what has happened before trying again.',
  'databricks.late_may_have_run':
    '{host} did not answer within {seconds} seconds. What was sent may have run all the same. See what has happened before trying again.',
  'databricks.certificate_out_of_date':
    'The certificate of {host} has ended or is not valid yet. Check the clock of this machine; if it is right, ask whoever runs the host or the proxy.',
  'databricks.certificate_of_another':
    'The certificate that {host} shows belongs to another host, so nothing was sent. Check the address and the proxy.',
  'databricks.unknown_issuer':
    'The certificate of {host} comes from an issuer that this machine does not know, so nothing was sent. Where a company inspects connections, ask for its root certificate (PEM) and set NODE_EXTRA_CA_CERTS to that file.',
  'databricks.no_tls': '{host} does not speak HTTPS as it should. Check the address, its port and the proxy.',
  'databricks.not_secure':
    '{host} would have been asked without encryption, so nothing was sent. Only addresses with https:// are asked: correct the address, or ask whoever runs that host.',
  'databricks.bad_proxy':
    'HTTPS_PROXY is not the address of a proxy for HTTP. Right: HTTPS_PROXY=http://proxy.example:3128',
  'databricks.proxy_unreachable':
    'The proxy {proxy} cannot be reached. Check HTTPS_PROXY and the network, or name the host in NO_PROXY if it needs no proxy.',
  'databricks.proxy_wants_sign_in':
    'The proxy {proxy} wants a sign-in (HTTP 407). Put user and password into HTTPS_PROXY, such as http://user:password@proxy.example:3128',
  'databricks.proxy_refused':
    'The proxy {proxy} does not let connections to {host} through (HTTP {status}). Ask whoever runs the proxy to allow that host.',
  'databricks.ca_unreadable': '{name} names {path}, which cannot be read ({reason}). Correct it, or remove it.',
  'databricks.too_large':
    'The answer of {host} to {path} has more than {mebibytes} MiB and was not read. Ask for less: fewer rows, or fewer columns.',
  'databricks.odd_result':
    'The result that {host} gave is not whole, or not what the warehouse had described. Run the statement again.',
  'databricks.link_refused':
    'The storage {host} refused to give the result (HTTP {status}). A firewall or a rule of the storage may keep this machine out: ask an administrator to allow it.',
  'databricks.link_busy':
    'The storage {host} could not give the result (HTTP {status}). Run the statement again in {seconds} seconds; if it stays so, tell an administrator.',
  'databricks.redirected':
    '{host} sends requests elsewhere (HTTP {status}), which were not followed. Give the address of the workspace itself.',
  'databricks.token_refused':
    '{host} refused DATABRICKS_TOKEN. It may have ended, or be of another workspace. Set a new one, or remove it and sign in with: lakegoose login {host}. The workspace said: {message}',
  'databricks.service_principal_refused':
    '{host} refused the service principal of DATABRICKS_CLIENT_ID. Ask an administrator to add it to this workspace. The workspace said: {message}',
  'databricks.unavailable':
    '{host} is not available at the moment ({error_code}). Try again in {seconds} seconds. The workspace said: {message}',
  'databricks.timed_out': '{host} did not answer within {seconds} seconds. Try again later.',
  'databricks.cancelled': 'The request was cancelled. Send it again if its answer is still wanted.',
  'databricks.odd_answer':
    '{host} gave an answer to {path} that Databricks would not give. Check the address; if it is right, try again in a minute.',
  'databricks.not_signed_in':
    'The sign-in to {host} is missing or has ended. Sign in with: lakegoose login {host}. The workspace said: {message}',
  'databricks.not_permitted':
    'You may not do this on {host}. Ask an administrator for the permission. The workspace said: {message}',
  'databricks.not_found':
    '{host} does not have what was asked for. Check the name, and the address. The workspace said: {message}',
  'databricks.grant_missing':
    'You may not do this on {host}. Ask an administrator or the owner of the data for: GRANT {privilege} ON {on} TO <you>. The workspace said: {message}',
  'databricks.no_such_name':
    'There is no {name} on {host}, or you may not see it. Look for it with list_catalogs, list_schemas and list_tables. The workspace said: {message}',
  'databricks.no_such_name_near':
    'There is no {name} on {host}, or you may not see it. Did you mean {meant}? The workspace said: {message}',
  'databricks.too_many_requests':
    '{host} has too many requests at the moment. Try again in {seconds} seconds. The workspace said: {message}',
  'databricks.failed':
    '{host} could not do it ({error_code}). Try again in a minute; if it stays so, tell an administrator of the workspace. The workspace said: {message}',
  'databricks.refused':
    '{host} refused the request ({error_code}). Correct what it names, then try again. The workspace said: {message}',
};
