import { z } from 'zod';

/** `POST /api/2.0/dbfs/delete`. Source: databricks-sdk-py `service/files.py`, DbfsAPI. */
export const deletePath = z.looseObject({ path: z.string(), recursive: z.boolean().optional() });
