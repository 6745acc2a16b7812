import { type Directory, type Granted, Grants } from '../grants/grants.ts';
import { routineSecurable, type Securable, schemaSecurable, tableSecurable } from '../grants/securable.ts';
import {
  CATALOGS,
  type CatalogEntry,
  fullName,
  type LineageEdge,
  type RoutineEntry,
  type SchemaEntry,
  type TableEntry,
} from './entries.ts';
import { INFORMATION_SCHEMA, informationTable } from './information-schema.ts';
import { SYSTEM_SCHEMAS, SYSTEM_TABLES } from './system-tables.ts';

export type CatalogChange =
  | { readonly kind: 'put-schema'; readonly schema: SchemaEntry }
  | { readonly kind: 'drop-schema'; readonly catalog: string; readonly name: string }
  | { readonly kind: 'put-table'; readonly table: TableEntry }
  | { readonly kind: 'drop-table'; readonly table: TableEntry }
  | { readonly kind: 'put-routine' | 'drop-routine'; readonly routine: RoutineEntry }
  | { readonly kind: 'add-lineage'; readonly edge: LineageEdge }
  | { readonly kind: 'put-granted'; readonly granted: Granted };

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** What the workspace holds: schemas, tables, views and lineage. Names are kept in lower case, as Unity Catalog does. */
export class Catalog {
  private readonly schemaEntries = new Map<string, SchemaEntry>();
  private readonly tableEntries = new Map<string, TableEntry>();
  private readonly routineEntries = new Map<string, RoutineEntry>();
  private readonly edges = new Map<string, LineageEdge>();
  private readonly system: readonly TableEntry[];
  private born = Number.POSITIVE_INFINITY;
  readonly grants: Grants;

  /** `systemSchemas` are the schemas of `system` that are switched on. */
  constructor(directory: Directory, systemSchemas: readonly string[] = SYSTEM_SCHEMAS) {
    this.grants = new Grants(directory);
    this.system = SYSTEM_TABLES.filter((table) => systemSchemas.includes(table.schema));
  }

  /** When the workspace began, in milliseconds since 1970: what nobody made is as old as its first schema. */
  get bornAt(): number {
    return Number.isFinite(this.born) ? this.born : 0;
  }

  catalogs(): readonly CatalogEntry[] {
    return CATALOGS;
  }

  catalog(name: string): CatalogEntry | undefined {
    return CATALOGS.find((entry) => entry.name === name.toLowerCase());
  }

  schemas(catalog: string): SchemaEntry[] {
    const own = [...this.schemaEntries.values(), ...this.ownSchemas()];
    return own.filter((entry) => entry.catalog === catalog.toLowerCase()).sort(byName);
  }

  schema(catalog: string, name: string): SchemaEntry | undefined {
    const stored = this.schemaEntries.get(`${catalog}.${name}`.toLowerCase());
    return stored ?? this.schemas(catalog).find((entry) => entry.name === name.toLowerCase());
  }

  tables(catalog: string, schema: string): TableEntry[] {
    const within = (entry: TableEntry): boolean =>
      entry.catalog === catalog.toLowerCase() && entry.schema === schema.toLowerCase();
    const told = Object.keys(INFORMATION_SCHEMA).flatMap((name) => this.information(catalog, schema, name) ?? []);
    const own = [...this.system, ...told].map((entry) => this.dated(entry));
    return [...this.tableEntries.values(), ...own].filter(within).sort(byName);
  }

  table(catalog: string, schema: string, name: string): TableEntry | undefined {
    const full = `${catalog}.${schema}.${name}`.toLowerCase();
    const stored = this.tableEntries.get(full);
    if (stored) return stored;
    const own = this.system.find((entry) => fullName(entry) === full) ?? this.information(catalog, schema, name);
    return own && this.dated(own);
  }

  routine(catalog: string, schema: string, name: string): RoutineEntry | undefined {
    return this.routineEntries.get(`${catalog}.${schema}.${name}`.toLowerCase());
  }

  routines(catalog: string, schema: string): RoutineEntry[] {
    const all = [...this.routineEntries.values()];
    return all.filter((entry) => entry.catalog === catalog && entry.schema === schema).sort(byName);
  }

  lineage(): LineageEdge[] {
    return [...this.edges.values()];
  }

  edge(source: string, target: string): LineageEdge | undefined {
    return this.edges.get(`${source} ${target}`);
  }

  apply(change: CatalogChange): void {
    switch (change.kind) {
      case 'put-schema':
        this.born = Math.min(this.born, change.schema.createdAt);
        this.schemaEntries.set(`${change.schema.catalog}.${change.schema.name}`, change.schema);
        this.made(schemaSecurable(change.schema.catalog, change.schema.name), change.schema.createdBy);
        break;
      case 'drop-schema':
        this.schemaEntries.delete(`${change.catalog}.${change.name}`);
        this.grants.forget(schemaSecurable(change.catalog, change.name));
        break;
      case 'put-table':
        this.tableEntries.set(fullName(change.table), change.table);
        this.made(tableSecurable(change.table), change.table.createdBy);
        break;
      case 'drop-table':
        this.tableEntries.delete(fullName(change.table));
        this.grants.forget(tableSecurable(change.table));
        break;
      case 'put-routine':
        this.routineEntries.set(fullName(change.routine), change.routine);
        this.made(routineSecurable(change.routine), change.routine.createdBy);
        break;
      case 'drop-routine':
        this.routineEntries.delete(fullName(change.routine));
        this.grants.forget(routineSecurable(change.routine));
        break;
      case 'add-lineage':
        this.edges.set(`${change.edge.source} ${change.edge.target}`, change.edge);
        break;
      case 'put-granted':
        this.grants.put(change.granted);
        break;
    }
  }

  private dated(entry: TableEntry): TableEntry {
    return { ...entry, createdAt: this.bornAt, updatedAt: this.bornAt };
  }

  private made(securable: Securable, by: string | undefined): void {
    if (by !== undefined) this.grants.made(securable, by);
  }

  /** Schemas that nobody made: `information_schema` in every catalog, and those of `system`. */
  private ownSchemas(): SchemaEntry[] {
    const names = new Set(this.system.map((table) => table.schema));
    return [
      ...CATALOGS.map(({ name }) => ({ catalog: name, name: 'information_schema', createdAt: this.bornAt })),
      ...[...names].map((name) => ({ catalog: 'system', name, createdAt: this.bornAt })),
    ];
  }

  private information(catalog: string, schema: string, name: string): TableEntry | undefined {
    const within = this.catalog(catalog);
    if (schema.toLowerCase() !== 'information_schema' || !within) return undefined;
    return informationTable(within.name, name.toLowerCase(), (access) => {
      const all = within.name === 'system' ? CATALOGS : [within];
      const catalogs = all.filter((entry) => access.seesCatalog(entry.name, true));
      const every = all.flatMap((entry) => this.schemas(entry.name));
      const schemas = every.filter((entry) => access.seesSchema(entry.catalog, entry.name, true));
      const tables = every
        .flatMap((entry) => this.tables(entry.catalog, entry.name))
        .filter((entry) => access.seesTable(entry, true));
      const routines = every
        .flatMap((entry) => this.routines(entry.catalog, entry.name))
        .filter((entry) => access.seesRoutine(entry, true));
      return { within: within.name, catalogs, schemas, tables, routines, grants: this.grants, access };
    });
  }
}
