import type { Grants } from './grants.ts';
import { isPartOfAll, spoken } from './privileges.ts';
import { Refused } from './refused.ts';
import {
  catalogSecurable,
  lineOf,
  METASTORE,
  routineSecurable,
  type Securable,
  schemaSecurable,
  tableSecurable,
  told,
} from './securable.ts';

/** Who asks: a name, and the groups of the account it is in. */
export type Caller = { readonly name: string; readonly groups: readonly string[] };
type Table = { readonly catalog: string; readonly schema: string; readonly name: string };

export const lacks = (privilege: string, securable: Securable): Refused =>
  new Refused('PERMISSION_DENIED', `User does not have ${spoken(privilege)} on ${told(securable)}.`);

const INFORMATION = 'information_schema';

/**
 * What one caller may do. Source of the rules: docs.databricks.com, Unity Catalog privileges (owners, inheritance, what
 * ALL PRIVILEGES leaves out), and the requirements of the calls in databricks-sdk-py `service/catalog.py`.
 */
export class Access {
  readonly caller: Caller;
  /** Whose statement it is, also behind a view whose owner's rights count. */
  readonly user: string;
  /** The workspace itself, which seeds: it may do everything. */
  readonly isWorkspace: boolean;
  /** Behind what the caller's own rights do not count. */
  readonly behind: 'view' | 'function' | undefined;
  private readonly grants: Grants;
  private readonly names: ReadonlySet<string>;

  constructor(grants: Grants, caller: Caller, isWorkspace = false, user = caller.name, behind?: 'view' | 'function') {
    this.behind = behind;
    this.grants = grants;
    this.caller = caller;
    this.user = user;
    this.isWorkspace = isWorkspace;
    this.names = new Set([caller.name, ...caller.groups]);
  }

  /** What lies behind a view, and in the body of a function, is read with the rights of its owner. */
  ofOwner(of: Table & { readonly type: 'TABLE' | 'FUNCTION' }): Access {
    if (this.isWorkspace) return this;
    const name = this.grants.ownerOf(of.type === 'TABLE' ? tableSecurable(of) : routineSecurable(of));
    const groups = this.grants.directory.get(name) ?? [];
    return new Access(this.grants, { name, groups }, false, this.user, of.type === 'TABLE' ? 'view' : 'function');
  }

  owns(securable: Securable): boolean {
    return this.isWorkspace || this.names.has(this.grants.ownerOf(securable));
  }

  /** Whether a grant to this principal is the caller's. */
  isOwn(principal: string): boolean {
    return this.names.has(principal);
  }

  /** As its owner, or by a grant on it or on what it lies in. */
  has(privilege: string, securable: Securable): boolean {
    if (this.owns(securable)) return true;
    return lineOf(securable).some((each) => {
      // In `system` USE SCHEMA does not come down from the catalog (docs, system tables: grant access).
      if (privilege === 'USE_SCHEMA' && each.name === 'system') return false;
      return this.grants
        .of(each)
        .grants.some(
          (grant) =>
            this.names.has(grant.principal) &&
            (grant.privilege === privilege || (grant.privilege === 'ALL_PRIVILEGES' && isPartOfAll(privilege))),
        );
    });
  }

  /** May grant on it, drop it and change its owner: who owns it or what it lies in, or has MANAGE. */
  manages(securable: Securable): boolean {
    return lineOf(securable).some((each) => this.owns(each)) || this.has('MANAGE', securable);
  }

  want(privilege: string, securable: Securable): void {
    if (!this.has(privilege, securable)) throw lacks(privilege, securable);
  }

  /** Whoever may not enter what it lies in is told that, and so does not learn whether it is there. */
  wantManage(securable: Securable): void {
    const missing = this.missingToManage(securable);
    if (missing) throw missing;
  }

  mayManage(securable: Securable): boolean {
    return this.missingToManage(securable) === undefined;
  }

  /** Owners of catalog and metastore need nothing else, all others the use of what it lies in (docs, ownership and MANAGE). */
  private missingToManage(securable: Securable): Refused | undefined {
    const [catalog = '', schema, name] = securable.name.split('.');
    const isAbove = [METASTORE, catalogSecurable(catalog)].some((each) => this.owns(each));
    if (schema !== undefined && !isAbove) {
      const [whole, within] = [catalogSecurable(catalog), schemaSecurable(catalog, schema)];
      if (!this.has('USE_CATALOG', whole)) return lacks('USE_CATALOG', whole);
      if (name !== undefined && !this.has('USE_SCHEMA', within)) return lacks('USE_SCHEMA', within);
    }
    return this.manages(securable) ? undefined : lacks('MANAGE', securable);
  }

  /** What is behind it runs with its owner's rights, which are nobody else's to use. */
  wantOwn(securable: Securable): void {
    if (!this.owns(securable)) throw new Refused('PERMISSION_DENIED', `User is not an owner of ${told(securable)}.`);
  }

  wantUse(catalog: string, schema?: string): void {
    this.want('USE_CATALOG', catalogSecurable(catalog));
    if (schema !== undefined && schema !== INFORMATION) this.want('USE_SCHEMA', schemaSecurable(catalog, schema));
  }

  /** `information_schema` is everyone's who may use its catalog; it tells only what they may see. */
  wantSelect(table: Table): void {
    this.wantUse(table.catalog, table.schema);
    if (table.schema !== INFORMATION) this.want('SELECT', tableSecurable(table));
  }

  mayUse(catalog: string, schema: string): boolean {
    return (
      this.has('USE_CATALOG', catalogSecurable(catalog)) && this.has('USE_SCHEMA', schemaSecurable(catalog, schema))
    );
  }

  wantExecute(routine: Table): void {
    this.wantUse(routine.catalog, routine.schema);
    this.want('EXECUTE', routineSecurable(routine));
  }

  /** Whether it is told of in full: the catalog itself, with `browse` also where there is nothing but BROWSE. */
  seesCatalog(name: string, browse: boolean): boolean {
    const catalog = catalogSecurable(name);
    return this.manages(catalog) || this.has('USE_CATALOG', catalog) || (browse && this.has('BROWSE', catalog));
  }

  seesSchema(catalog: string, name: string, browse: boolean): boolean {
    const schema = schemaSecurable(catalog, name);
    if (name === INFORMATION) return this.seesCatalog(catalog, browse);
    if (this.manages(catalogSecurable(catalog)) || (browse && this.has('BROWSE', schema))) return true;
    return this.seesCatalog(catalog, false) && (this.manages(schema) || this.has('USE_SCHEMA', schema));
  }

  seesTable(table: Table, browse: boolean): boolean {
    const { catalog, schema } = table;
    const securable = tableSecurable(table);
    if (schema === INFORMATION) return this.seesCatalog(catalog, browse);
    if (this.manages(catalogSecurable(catalog)) || (browse && this.has('BROWSE', securable))) return true;
    if (!this.seesSchema(catalog, schema, false)) return false;
    return this.manages(securable) || this.has('SELECT', securable) || this.has('MODIFY', securable);
  }

  seesRoutine(routine: Table, browse: boolean): boolean {
    const { catalog, schema } = routine;
    const securable = routineSecurable(routine);
    if (this.manages(catalogSecurable(catalog)) || (browse && this.has('BROWSE', securable))) return true;
    return this.seesSchema(catalog, schema, false) && (this.manages(securable) || this.has('EXECUTE', securable));
  }

  wantRoutineSeen(routine: Table, browse: boolean): void {
    if (this.seesRoutine(routine, browse)) return;
    this.wantSeen(routine.catalog, false, routine.schema);
    throw lacks('EXECUTE', routineSecurable(routine));
  }

  /** With BROWSE, too. */
  wantSecurableSeen({ type, name: full }: Securable): void {
    const [catalog = '', schema, name] = full.split('.');
    if (type === 'FUNCTION' && schema !== undefined && name !== undefined)
      this.wantRoutineSeen({ catalog, schema, name }, true);
    else this.wantSeen(catalog, true, schema, name);
  }

  wantSeen(catalog: string, browse: boolean, schema?: string, name?: string): void {
    if (name !== undefined && schema !== undefined && this.seesTable({ catalog, schema, name }, browse)) return;
    if (name === undefined && schema !== undefined && this.seesSchema(catalog, schema, browse)) return;
    if (!this.seesCatalog(catalog, browse && schema === undefined))
      throw lacks('USE_CATALOG', catalogSecurable(catalog));
    if (schema === undefined) return;
    if (!this.seesSchema(catalog, schema, false)) throw lacks('USE_SCHEMA', schemaSecurable(catalog, schema));
    if (name !== undefined) throw lacks('SELECT', tableSecurable({ catalog, schema, name }));
  }
}
