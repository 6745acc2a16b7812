import { z } from 'zod';
import { about, settingsSchema } from './schema.ts';

/** One row per setting, in the order of the schema: its name, what is said of it, and the values it may take. */
export const settingList = Object.entries(settingsSchema.shape).map(([name, schema]) => {
  const inner = schema.unwrap();
  const facts = about.get(inner);
  if (facts === undefined) throw new Error(`unregistered: ${name}`);
  return { name, ...facts, allowed: inner instanceof z.ZodEnum ? inner.options.join(', ') : '' };
});
