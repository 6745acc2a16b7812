/** A SQL warehouse of the local workspace, apart from its state. */
export type Warehouse = { readonly id: string; readonly name: string; readonly administratorsOnly: boolean };

/** The warehouse that everybody may use, the default one. */
export const WAREHOUSE_ID = '10ca1000000000ff';

/** By name, as the real list is. The second is there for what a client does about a warehouse that it may not use. */
export const WAREHOUSES: readonly Warehouse[] = [
  { id: WAREHOUSE_ID, name: 'Local Warehouse', administratorsOnly: false },
  { id: '10ca1000000000fe', name: 'Restricted Warehouse', administratorsOnly: true },
];
