import { z } from 'zod';

/** The parameters that several tools take, described once. */
export const catalogParameter = z.string().min(1).describe('Catalog name, as list_catalogs gives it.');
export const schemaParameter = z.string().min(1).describe('Schema name, as list_schemas gives it.');
export const tableParameter = z
  .string()
  .regex(/^[^.]+\.[^.]+\.[^.]+$/, 'must be catalog.schema.table')
  .transform((name) => name.replaceAll('`', ''))
  .describe('Full name: catalog.schema.table.');
