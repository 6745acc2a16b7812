import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { StdioTransport } from '../../../src/mcp-server/stdio/stdio-transport.ts';
import { fixtureServer } from './fixture-server.ts';

// The fixtures behind the transport that `lakegoose mcp` has on standard input and output.
serveStdio(fixtureServer, { transport: new StdioTransport(process.stdin, process.stdout) });
