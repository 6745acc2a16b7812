import type { User } from './route.ts';

/** Whose token the workspace itself hands out, and in whose name it is seeded. */
export const LOCAL_USER: User = {
  id: '1000000000000001',
  userName: 'analyst@local.lakegoose.test',
  displayName: 'Local Analyst',
};

/** What the real API tells in `X-Databricks-Org-Id` and in host discovery. */
export const WORKSPACE_ID = '1000000000000000';
