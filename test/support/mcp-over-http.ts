import { execa } from 'execa';
import { cliProgram } from './run-cli.ts';

/** What a running `lakegoose mcp --http` is reached by. */
export type McpOverHttp = AsyncDisposable & {
  readonly address: string;
  readonly token: string;
  readonly pid: number | undefined;
  /** What it has told its person. */
  readonly told: () => string;
  /** Ends it as Ctrl-C does. Gives its exit code. */
  readonly end: () => Promise<number | undefined>;
};

/** `lakegoose mcp --http` as a person starts it, on a port that is free. */
export async function serveMcpOverHttp(
  environment: Readonly<Record<string, string>>,
  cwd = '/',
  program = cliProgram,
): Promise<McpOverHttp> {
  const token = 'a-token-of-the-test-0123456789-abcdef';
  const server = execa(program, ['mcp', '--http', '--port', '0'], {
    env: { ...environment, LAKEGOOSE_MCP_TOKEN: token },
    extendEnv: false,
    cwd,
    reject: false,
    buffer: false,
    timeout: 300_000,
  });
  let told = '';
  const address = await new Promise<string>((resolve, reject) => {
    server.stderr.on('data', (bytes: Uint8Array) => {
      told += String(bytes);
      const found = /http:\/\/127\.0\.0\.1:\d+\/mcp/.exec(told)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.stderr.on('end', () => reject(new Error(`the server ended: ${told}`)));
  });
  const end = async () => {
    server.kill('SIGINT');
    return (await server).exitCode;
  };
  return {
    address,
    token,
    pid: server.pid,
    told: () => told,
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
