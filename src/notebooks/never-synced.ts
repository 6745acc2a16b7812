/** Named by programs, which write them in this one way. */
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
  '*.part',
];

/** Named by people, in any case of letters. */
const byPeople = [
  '.env*',
  '*.env',
  '*.pem',
  '*.key',
  '*.pfx',
  '*.p12',
  '*.jks',
  '*.keystore',
  '*.ppk',
  '*.tfstate*',
  '*.tfvars*',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  'token',
  'token.*',
  '*[-_]token',
  '*[-_]token.*',
  '*secret*',
  '*credential*',
  '*passw*',
];

/**
 * What never goes to a cluster with the files of a project, as patterns of `.gitignore`. `pyproject.toml` has the same list,
 * for `uv run jupyter`.
 */
export const neverSynced: readonly string[] = [...byPrograms, ...byPeople.map(inAnyCase)];

/** The most that goes there, in megabytes, where a project says nothing else. */
export const mostSynced = { total: 20, file: 10 } as const;

function inAnyCase(pattern: string): string {
  return pattern.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
