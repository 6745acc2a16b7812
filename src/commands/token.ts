import { z } from 'zod';
import { defineCommand, optionWith } from './command.ts';
import { connect } from './connect.ts';

const seconds = z.coerce.number('1–300').min(1, '1–300').max(300, '1–300');

export const tokenCommand = defineCommand({
  name: 'token',
  summary: 'token.summary',
  arguments: z.object({ timeout: optionWith('token.timeout', 'SECONDS', seconds) }),
  examples: ['lakegoose token', 'lakegoose token --timeout 5'],
  run: async ({ timeout }, context) => {
    const { token } = await connect(context, timeout);
    context.stdout.write(`${await token(context.signal)}\n`);
    return 0;
  },
});
