import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedHost } from '../databricks-client/scripted-host.ts';
import type { INTERN } from '../local-workspace/grants.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { cleanEnvironment, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { scriptedWorkspace } from './scripted-workspace.ts';
import { openStorages } from './storages.ts';

type Environment = Readonly<Record<string, string>>;

/** What is compiled already: the homes here are empty. */
const XDG_CACHE_HOME = process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? '', '.cache');
const compiled = { XDG_CACHE_HOME, NODE_COMPILE_CACHE: join(XDG_CACHE_HOME, 'lakegoose/node') };

export type Stage = Awaited<ReturnType<typeof openStage>>;
/** What whoever meets an error reads of it; or what the log of calls says, where nobody is left to read. */
export type Heard = string | { readonly logged: string | undefined };
/** Brings one error about, for real. */
export type Provocation = (stage: Stage) => Promise<Heard>;

/** What all provocations share: workspaces, folders, and a server of ours for each environment that one of them needs. */
export async function openStage() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory()).path;
  const workspace = stack.use(await testWorkspace());
  const storages = stack.use(await openStorages(folder));
  const scripted = stack.use(await scriptedWorkspace(storages.links));
  const silent = stack.use(await scriptedHost(() => undefined));
  const nowhere = stack.use(await scriptedHost((_incoming, outgoing) => outgoing.writeHead(404).end('{}')));
  const agents = new Map<string, ReturnType<typeof connectClient>>();
  const home = join(folder, 'home');
  await mkdir(home);
  const state = join(folder, 'state');

  const agent = (environment: Environment, cwd = folder) => {
    const key = JSON.stringify([environment, cwd]);
    const known = agents.get(key) ?? connectClient({ ...environment }, cwd).then((one) => stack.use(one));
    agents.set(key, known);
    return known;
  };

  /** Of the local workspace, as the intern where it is about what somebody may not do. */
  const real = (own: Environment = {}, who?: typeof INTERN): Environment => {
    const token = workspace.users.find(({ userName }) => userName === who)?.token ?? workspace.token;
    return { ...workspace.environment, ...compiled, DATABRICKS_TOKEN: token, ...own };
  };
  const on = (host: string, own: Environment = {}): Environment =>
    cleanEnvironment({
      ...compiled,
      HOME: home,
      XDG_STATE_HOME: state,
      LAKEGOOSE_WORKSPACE: 'local',
      DATABRICKS_HOST: host,
      DATABRICKS_TOKEN: 'dapi-scripted',
      DATABRICKS_WAREHOUSE_ID: 'sleepy',
      ...own,
    });

  return {
    ...{ folder, state, workspace, scripted, silent, nowhere, real, on },
    /** The scripted workspace, with failing storages and names around it. */
    amid: () =>
      on(scripted.host, {
        ...storages.environment,
        NO_PROXY: 'no-such.example,silent-dns.example,255.255.255.255',
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'name-service.ts')}`,
      }),
    /** What a model reads of a call that fails. Throws where it does not fail. */
    hears: async (environment: Environment, tool: string, given: Record<string, unknown>, cwd = folder) => {
      const { isError, text } = await (await agent(environment, cwd)).call(tool, given);
      if (!isError) throw new Error(`${tool} ${JSON.stringify(given)} did not fail: ${text}`);
      return text;
    },
    /** What a statement that runs on gives out, to be asked for. */
    handle: async (environment: Environment, query: string) => {
      const { text } = await (await agent(environment)).call('execute_sql_read_only', { query });
      return /statement_id ([\w-]+)/.exec(text)?.[1] ?? text;
    },
    agent,
    /** What a person reads of a verb that fails. */
    reads: async (words: readonly string[], environment: Environment, directory = folder) => {
      const { exitCode, stderr } = await runCli(words, {
        environment: { ...compiled, HOME: home, ...environment },
        directory,
      });
      if (exitCode === 0) throw new Error(`${words.join(' ')} did not fail`);
      return stderr;
    },
    /** An environment in which `databricks` is a script, of which real failures are not to be had. */
    withCli: async (name: string, script: string, own: Environment = {}): Promise<Environment> => {
      const directory = join(folder, name);
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'databricks'), `#!/bin/sh\n${script}\n`);
      await chmod(join(directory, 'databricks'), 0o755);
      return cleanEnvironment({ ...compiled, HOME: home, PATH: `${directory}:/usr/bin:/bin`, ...own });
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
