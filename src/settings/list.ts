import { z } from 'zod';
import { settings } from './schema.ts';

/** One row per setting, in the order of the schema: its name, what is said of it, and the values it may take. */
export const settingList = Object.entries(settings).map(([name, { schema, ...about }]) => {
  const values = schema();
  return {
    name,
    secret: false,
    common: false,
    ...about,
    allowed: values instanceof z.ZodEnum ? values.options.join(', ') : '',
  };
});
