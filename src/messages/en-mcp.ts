/** What is said of the MCP server, in English. */
export const enMcp = {
  'mcp.summary':
    'Serve the data tools to agents (MCP): to one over standard input and output, or to several with --http.',
  'mcp.http': 'Serve over HTTP, on this machine only, to clients that know the token.',
  'mcp.port': 'The port of --http (8766). 0 for any that is free.',
  'mcp.for_agents': 'This is a server for agents, not for typing. Leave with Ctrl-C.',
  'mcp.bad_arguments': 'The arguments of {tool} do not fit: {problems}. Correct them, then call it again.',
  'mcp.too_slow': 'There was no answer within {seconds} seconds. Try again, or ask for less at once.',
  'mcp.bad_message': 'lakegoose: a message of the agent could not be read: {reason}',
  'mcp.http_ready':
    'The MCP server answers at {address}, on this machine only. Agents send this header with every request:\n  Authorization: Bearer {token}\nFor example:\n  claude mcp add --transport http databricks {address} --header "Authorization: Bearer {token}"\nStop it with Ctrl-C.',
  'mcp.http_fault': 'lakegoose: a request could not be answered. {reason}',
  'mcp.port_taken':
    'Port {port} is taken by another program, or not yours to use. Choose another one with --port, or --port 0 for any that is free.',
  'mcp.no_terminal':
    'A new token is shown on a terminal only, so that it is not left in a log. Set LAKEGOOSE_MCP_TOKEN, such as: export LAKEGOOSE_MCP_TOKEN=$(openssl rand -hex 32)',
  'registry.put_aside':
    'lakegoose: {path} was damaged and is now {aside}. Statements that it knew can no longer be asked for; new ones can.',
  'registry.unusable':
    'lakegoose: {path} cannot be used: {reason}. Statements run and end all the same, but other processes of lakegoose cannot be asked for them, nor end them should this one be killed.',
} as const;
