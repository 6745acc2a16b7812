import { ADMINISTRATOR, OWNER, SYSTEM_OWNER } from '../catalog/identity.ts';
import { Refused } from './refused.ts';
import { catalogSecurable, keyOfSecurable, type Securable, schemaSecurable } from './securable.ts';

export type Grant = { readonly principal: string; readonly privilege: string; readonly grantor: string };

/** What is said about one securable: its owner, where it is not who made it, and what is granted on it itself. */
export type Granted = { readonly securable: Securable; readonly owner?: string; readonly grants: readonly Grant[] };

/** Who may be granted something: each name with the groups of the account that it is in. */
export type Directory = ReadonlyMap<string, readonly string[]>;

/** Everyone of the account is in it. */
export const ACCOUNT_USERS = 'account users';

const grants = (principal: string, privileges: string): Grant[] =>
  privileges.split(' ').map((privilege) => ({ principal, privilege, grantor: SYSTEM_OWNER }));

const READ_SYSTEM = 'SELECT USE_SCHEMA';
/**
 * As a new workspace is: everyone reads `samples` and enters `system`; its schemas are for those who were given them;
 * `main` is its owner's alone.
 */
const AT_FIRST: readonly Granted[] = [
  { securable: catalogSecurable('main'), grants: grants(OWNER, 'ALL_PRIVILEGES') },
  { securable: catalogSecurable('samples'), grants: grants(ACCOUNT_USERS, 'BROWSE SELECT USE_CATALOG USE_SCHEMA') },
  { securable: catalogSecurable('system'), grants: grants(ACCOUNT_USERS, 'USE_CATALOG') },
  ...['access', 'query'].map((schema) => ({
    securable: schemaSecurable('system', schema),
    grants: [...grants(ADMINISTRATOR, READ_SYSTEM), ...grants(OWNER, READ_SYSTEM)],
  })),
];

/** Who owns what and who may do what, in memory: a check costs no look into the database. */
export class Grants {
  readonly directory: Directory;
  private readonly known = new Map<string, Granted>(AT_FIRST.map((each) => [keyOfSecurable(each.securable), each]));
  private readonly makers = new Map<string, string>();

  constructor(directory: Directory) {
    this.directory = directory;
  }

  of(securable: Securable): Granted {
    return this.known.get(keyOfSecurable(securable)) ?? { securable, grants: [] };
  }

  put(granted: Granted): void {
    this.known.set(keyOfSecurable(granted.securable), granted);
  }

  /** Who makes an object owns it. */
  made(securable: Securable, by: string): void {
    this.makers.set(keyOfSecurable(securable), by);
  }

  /** What is dropped takes its grants with it. */
  forget(securable: Securable): void {
    this.known.delete(keyOfSecurable(securable));
    this.makers.delete(keyOfSecurable(securable));
  }

  /** What is said of a securable that gets another name, for that name; undefined where nothing is. */
  renamed(from: Securable, to: Securable): Granted | undefined {
    const granted = this.known.get(keyOfSecurable(from));
    return granted && { ...granted, securable: to };
  }

  ownerOf(securable: Securable): string {
    return this.of(securable).owner ?? this.makerOf(securable);
  }

  makerOf(securable: Securable): string {
    return this.makers.get(keyOfSecurable(securable)) ?? firstOwner(securable);
  }

  /** The name as the directory writes it. Workspace-local groups such as `admins` are no principals of Unity Catalog. */
  principal(name: string): string {
    const found = [...this.directory.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    throw new Refused('PRINCIPAL_DOES_NOT_EXIST', `Could not find principal with name ${name}`);
  }
}

function firstOwner({ type, name }: Securable): string {
  if (type === 'METASTORE') return ADMINISTRATOR;
  const [catalog, schema] = name.split('.');
  return catalog === 'main' && schema !== 'information_schema' ? OWNER : SYSTEM_OWNER;
}
