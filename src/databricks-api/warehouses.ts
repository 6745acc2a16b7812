import { z } from 'zod';

/** SQL warehouses, `/api/2.0/sql/warehouses`. Source: databricks-sdk-go `service/sql` EndpointInfo (facts §2). */
export const warehouse = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** STARTING RUNNING STOPPING STOPPED DELETING DELETED. */
  state: z.string(),
});
export type Warehouse = z.infer<typeof warehouse>;

export const warehouseList = z.looseObject({
  warehouses: z.array(warehouse).optional(),
  next_page_token: z.string().optional(),
});

/** A user's own default, `/api/warehouses/v1/default-warehouse-overrides/me`. `type` is CUSTOM or LAST_SELECTED. */
export const defaultWarehouseOverride = z.looseObject({
  type: z.string().optional(),
  warehouse_id: z.string().optional(),
});
