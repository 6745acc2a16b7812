import type { Catalog } from '../catalog/catalog.ts';
import { type Access, lacks } from '../grants/access.ts';
import { catalogSecurable, type Securable, schemaSecurable, tableSecurable } from '../grants/securable.ts';

type Table = { readonly catalog: string; readonly schema: string; readonly name: string };

/** Who writes, and when; `samples` may be written by the seed only, as Databricks' own samples are read-only. */
export type Writer = {
  readonly now: number;
  readonly access: Access;
  wantCreateSchema(catalog: string): void;
  wantCreateTable(catalog: string, schema: string): void;
  wantCreateFunction(catalog: string, schema: string): void;
  wantModify(table: Table): void;
  /** To drop or replace it. */
  wantManage(securable: Securable): void;
  /** To replace what runs with its owner's rights. */
  wantOwn(securable: Securable): void;
};

export function newWriter(catalog: Catalog, access: Access): Writer {
  const wantOpen = (privilege: string, securable: Securable): void => {
    const [first = '', schema] = securable.name.split('.');
    const closed = schema === 'information_schema' || catalog.catalog(first)?.readOnly === true;
    if (closed && !(access.isWorkspace && schema !== 'information_schema')) throw lacks(privilege, securable);
  };
  return {
    now: Date.now(),
    access,
    wantCreateSchema: (name) => {
      wantOpen('CREATE_SCHEMA', catalogSecurable(name));
      access.wantUse(name);
      access.want('CREATE_SCHEMA', catalogSecurable(name));
    },
    wantCreateTable: (name, schema) => {
      wantOpen('CREATE_TABLE', schemaSecurable(name, schema));
      access.wantUse(name, schema);
      access.want('CREATE_TABLE', schemaSecurable(name, schema));
    },
    wantCreateFunction: (name, schema) => {
      wantOpen('CREATE_FUNCTION', schemaSecurable(name, schema));
      access.wantUse(name, schema);
      access.want('CREATE_FUNCTION', schemaSecurable(name, schema));
    },
    wantModify: (table) => {
      wantOpen('MODIFY', tableSecurable(table));
      access.want('MODIFY', tableSecurable(table));
    },
    wantManage: (securable) => {
      wantOpen('MANAGE', securable);
      access.wantManage(securable);
    },
    wantOwn: (securable) => {
      wantOpen('MANAGE', securable);
      access.wantManage(securable);
      access.wantOwn(securable);
    },
  };
}
