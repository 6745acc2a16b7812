/** What is said where lineage cannot be told. */
export const enLineage = {
  'lineage.not_permitted':
    'You may not see the lineage of {table}. Hand this to an administrator:\n{grants}\nThe workspace said: {message}',
  'lineage.not_enabled':
    'Lineage is not enabled here. Ask an administrator to switch on the system tables: databricks system-schemas enable <metastore_id> access. The workspace said: {message}',
  'lineage.unavailable':
    'The lineage of {table} cannot be read at the moment. Try again in a minute. The workspace said: {message}',
  'lineage.not_in_time': 'The system tables did not answer in time ({doing}).',
  'lineage.no_column': 'The table {table} has no column "{column}". Look for its columns with describe_table.',
  'lineage.no_column_near': 'The table {table} has no column "{column}". Did you mean "{meant}"?',
  'lineage.columns_unknown': 'The columns of {table} cannot be listed. Name one of them.',
};
