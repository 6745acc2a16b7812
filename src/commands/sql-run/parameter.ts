import { z } from 'zod';
import type { StatementParameter } from '../../databricks-api/statements.ts';

const given = /^(\w+)(?::([A-Za-z]\w*(?:\(\d+(?:,\d+)?\))?))?=(.*)$/s;

/** `name=value`, or `name:TYPE=value` such as `day:DATE=2024-01-31`. STRING where no type is given. */
export const sqlParameter = z.string().transform((text, { issues }): StatementParameter => {
  const [, name, type, value = ''] = given.exec(text) ?? [];
  if (name !== undefined) return { name, value, ...(type === undefined ? {} : { type }) };
  issues.push({ code: 'custom', input: text, message: 'name=value, name:TYPE=value' });
  return z.NEVER;
});
