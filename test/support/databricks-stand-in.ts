import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A stand-in for the Databricks CLI in a home directory: it keeps what it was asked, gives `token`, ends a sign-in with
 * `exitCode`, and runs `onSwitch` where a profile is made the default. The real one signs in in `test/system/`.
 */
export async function databricksStandIn(home: string, token: string, exitCode = 0, onSwitch = '') {
  const program = join(home, 'databricks');
  const answer = JSON.stringify({ access_token: token, token_type: 'Bearer', expiry: '2099-12-31T00:00:00Z' });
  await writeFile(
    program,
    `#!/bin/sh
echo "$@" >> ${home}/asked
case $2 in
  login) printf '[DEFAULT]\\nhost = %s\\n' "$4" > ${home}/.databrickscfg; exit ${exitCode} ;;
  switch) ${onSwitch || ':'} ;;
  token) echo '${answer}' ;;
esac
`,
  );
  await chmod(program, 0o755);
  return {
    environment: { HOME: home, PATH: `${home}:/usr/bin:/bin` },
    asked: () => readFile(join(home, 'asked'), 'utf8').catch(() => ''),
  };
}
