import {
  CATALOGS,
  type CatalogEntry,
  fullName,
  type LineageEdge,
  type SchemaEntry,
  type TableEntry,
} from './entries.ts';

export type CatalogChange =
  | { readonly kind: 'put-schema'; readonly schema: SchemaEntry }
  | { readonly kind: 'drop-schema'; readonly catalog: string; readonly name: string }
  | { readonly kind: 'put-table'; readonly table: TableEntry }
  | { readonly kind: 'drop-table'; readonly table: TableEntry }
  | { readonly kind: 'add-lineage'; readonly edge: LineageEdge };

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** What the workspace holds: schemas, tables, views and lineage. Names are kept in lower case, as Unity Catalog does. */
export class Catalog {
  private readonly schemaEntries = new Map<string, SchemaEntry>();
  private readonly tableEntries = new Map<string, TableEntry>();
  private readonly edges = new Map<string, LineageEdge>();

  catalogs(): readonly CatalogEntry[] {
    return CATALOGS;
  }

  catalog(name: string): CatalogEntry | undefined {
    return CATALOGS.find((entry) => entry.name === name.toLowerCase());
  }

  schemas(catalog: string): SchemaEntry[] {
    return [...this.schemaEntries.values()].filter((entry) => entry.catalog === catalog.toLowerCase()).sort(byName);
  }

  schema(catalog: string, name: string): SchemaEntry | undefined {
    return this.schemaEntries.get(`${catalog}.${name}`.toLowerCase());
  }

  tables(catalog: string, schema: string): TableEntry[] {
    const within = (entry: TableEntry): boolean =>
      entry.catalog === catalog.toLowerCase() && entry.schema === schema.toLowerCase();
    return [...this.tableEntries.values()].filter(within).sort(byName);
  }

  table(catalog: string, schema: string, name: string): TableEntry | undefined {
    return this.tableEntries.get(`${catalog}.${schema}.${name}`.toLowerCase());
  }

  lineage(): LineageEdge[] {
    return [...this.edges.values()];
  }

  apply(change: CatalogChange): void {
    switch (change.kind) {
      case 'put-schema':
        this.schemaEntries.set(`${change.schema.catalog}.${change.schema.name}`, change.schema);
        break;
      case 'drop-schema':
        this.schemaEntries.delete(`${change.catalog}.${change.name}`);
        break;
      case 'put-table':
        this.tableEntries.set(fullName(change.table), change.table);
        break;
      case 'drop-table':
        this.tableEntries.delete(fullName(change.table));
        break;
      case 'add-lineage':
        this.edges.set(`${change.edge.source} ${change.edge.target}`, change.edge);
        break;
    }
  }
}
