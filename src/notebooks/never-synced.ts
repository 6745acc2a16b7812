/**
 * What never goes to a cluster with the files of a project, as patterns of `.gitignore`. `pyproject.toml` has the same list,
 * for `uv run jupyter`.
 */
export const neverSynced: readonly string[] = [
  '.env*',
  '.venv*',
  'venv/',
  'node_modules/',
  '.git/',
  '.databricks/',
  '.databrickscfg*',
  '.ssh/',
  '.aws/',
  '.azure/',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '*.pem',
  '*.key',
  '*.pfx',
  '*.p12',
  'id_rsa*',
  'id_ed25519*',
  '*secret*',
  '*credential*',
  '*.part',
];

/** The most that goes there, in megabytes, where a project says nothing else. */
export const mostSynced = { total: 20, file: 10 } as const;
