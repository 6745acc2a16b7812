import { expect, test } from 'vitest';
import { z } from 'zod';
import { tools } from '../../src/mcp-server/tools.ts';

const described = z.record(z.string(), z.looseObject({ description: z.string().regex(/\w/) }));

test.each(tools)(
  '$name tells what it returns, where it is cut, and what each parameter is',
  ({ description, input }) => {
    expect(description).toMatch(/\breturns\b/i);
    expect(description).toMatch(/\b(cut|cuts|up to)\b/i);
    expect(() => described.parse(z.toJSONSchema(input, { io: 'input' }).properties)).not.toThrow();
  },
);
