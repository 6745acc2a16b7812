/** Who the local workspace says it is, in tables and answers alike: `X-Databricks-Org-Id` and host discovery too. */
export const WORKSPACE_ID = '1000000000000000';
export const ACCOUNT_ID = '10ca1000-0000-4000-8000-0000000000ac';
export const METASTORE_ID = '10ca1000-0000-4000-8000-0000000000ff';
export const OWNER = 'analyst@local.lakegoose.test';
/** Owns the metastore: may grant and see everything, and reads what was granted. */
export const ADMINISTRATOR = 'admin@local.lakegoose.test';
/** Whose `samples` and `system` are, as Unity Catalog says it. */
export const SYSTEM_OWNER = 'System user';
