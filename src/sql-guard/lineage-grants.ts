import { quoted } from './quoted.ts';

/** As Unity Catalog words it, one missing privilege at a time (facts `databricks-api.md` §3). */
const missing = /does not have (?:permission )?(USE CATALOG|USE SCHEMA|SELECT)\b/i;
const order = ['USE CATALOG', 'USE SCHEMA', 'SELECT'];

/**
 * What an administrator has to run so that `who` may read a system table: the privilege that the workspace named, and
 * those that it would name next. All three where it named none.
 */
export function systemGrants(message: string, table: 'table_lineage' | 'column_lineage', who: string): string[] {
  const to = quoted(who);
  const grants = [
    `GRANT USE CATALOG ON CATALOG \`system\` TO ${to};`,
    `GRANT USE SCHEMA ON SCHEMA \`system\`.\`access\` TO ${to}; -- on CATALOG system it would have no effect`,
    `GRANT SELECT ON TABLE \`system\`.\`access\`.\`${table}\` TO ${to};`,
  ];
  return grants.slice(Math.max(0, order.indexOf((missing.exec(message)?.[1] ?? '').toUpperCase())));
}

/** BROWSE on the catalog is enough for the lineage API (facts `databricks-api.md` §4a). */
export function apiGrant(table: string, who: string): string {
  return `GRANT BROWSE ON CATALOG ${quoted(table.split('.')[0] ?? '')} TO ${quoted(who)};`;
}
