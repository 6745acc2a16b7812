import { z } from 'zod';

/**
 * The body of a refused request.
 * Source: shared facts `databricks-api.md` §3; API 1.2 answers `{"error": …}` instead and is not meant here.
 */
export const apiErrorBody = z.looseObject({
  error_code: z.string(),
  message: z.string(),
});
export type ApiErrorBody = z.infer<typeof apiErrorBody>;
