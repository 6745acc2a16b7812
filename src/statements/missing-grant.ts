const told = /User does not have (?:permission )?([A-Z][A-Z ]*) on (Catalog|Schema|Table|View) '([^']+)'/i;

/** The privilege that Unity Catalog says is missing, and on what, as GRANT wants them (facts `databricks-api.md` §3). */
export function missingGrant(message: string): { readonly privilege: string; readonly on: string } | undefined {
  const [, privilege, kind = '', securable] = told.exec(message) ?? [];
  if (privilege === undefined || securable === undefined) return undefined;
  // GRANT knows no views: they are tables to it.
  return { privilege, on: `${kind.toUpperCase() === 'VIEW' ? 'TABLE' : kind.toUpperCase()} ${securable}` };
}
