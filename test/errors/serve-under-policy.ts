import { mcpCommand } from '../../src/commands/mcp.ts';

/** `lakegoose mcp`, with the administrators' file that the first argument names in the place of the one in `/etc`. */
const { stdin, stdout, stderr, env: environment } = process;
await mcpCommand.start(
  {},
  {
    ...{ environment, stdin, stdout, stderr, directory: process.cwd(), language: 'en' },
    policyFile: process.argv[2] ?? '',
    signal: new AbortController().signal,
    withoutCtrlC: (work) => work(),
  },
);
