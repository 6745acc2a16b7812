/** Named by programs. */
const byPrograms = [
  '.venv*',
  'venv/',
  'node_modules/',
  '.git/',
  '.databricks/',
  '.databrickscfg*',
  '.config/',
  '.ssh/',
  '.gnupg/',
  '.aws/',
  '.azure/',
  '.docker/',
  '.dockercfg',
  '.dockerconfigjson',
  '.kube/',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '_netrc',
  '.my.cnf',
  '.s3cfg',
  '.renviron',
  '.terraformrc',
  '.snowflake/',
  '.dbt/',
  '.m2/',
  '.gradle/',
  '.pip/',
  'pip.conf',
  'kubeconfig',
  '*.kubeconfig',
  'kaggle.json',
  '*_history',
  '*.part',
];

/** Named by people. */
const byPeople = [
  '.env*',
  '*.env',
  '*.env.*',
  '*.pem',
  '*.key',
  '*.pfx',
  '*.p12',
  '*.jks',
  '*.keystore',
  '*.ppk',
  '*.p8',
  '*.pk8',
  '*.der',
  '*.jceks',
  '*.kdbx',
  '*.gpg',
  '*.keytab',
  '*.pem.*',
  '*.key.*',
  '*.tfstate*',
  '*.tfvars*',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  'token',
  'token.*',
  '*[-_.]token',
  '*[-_]token.*',
  '*.token',
  '.token*',
  'tokens',
  'tokens.*',
  '*[-_]tokens.*',
  'token[-_]*',
  '*[-_]token[-_]*',
  '*private*key*',
  '*api*key*',
  '*[-_]key.json',
  '*service[-_]account*',
  '*passphrase*',
  '*secret*',
  '*credential*',
  '*passw*',
];

/**
 * What never goes to a cluster with the files of a project, as patterns of `.gitignore`, in any case of letters.
 * `pyproject.toml` has the same list, for `uv run jupyter`.
 */
export const neverSynced: readonly string[] = [...byPrograms, ...byPeople].map(inAnyCase);

/** The most that goes there, in megabytes, where a project says nothing else. */
export const mostSynced = { total: 20, file: 10 } as const;

function inAnyCase(pattern: string): string {
  return pattern.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
