import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { commandStatus, created } from '../../src/databricks-api/command-execution.ts';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';

const over = ['Finished', 'Cancelled', 'Error'];

type Reached = Pick<LocalWorkspace, 'host' | 'token' | 'clusterId'>;

/** One execution context, as a client of API 1.2 sees it. */
export class NotebookClient {
  readonly workspace: Reached;
  readonly contextId: string;
  readonly token: string;

  static async open(workspace: Reached, token = workspace.token): Promise<NotebookClient> {
    const body = { clusterId: workspace.clusterId, language: 'python' };
    const { json } = await call(workspace, token, 'POST', '/api/1.2/contexts/create', body);
    return new NotebookClient(workspace, created.parse(json).id, token);
  }

  private constructor(workspace: Reached, contextId: string, token: string) {
    this.workspace = workspace;
    this.contextId = contextId;
    this.token = token;
  }

  get key() {
    return { clusterId: this.workspace.clusterId, contextId: this.contextId };
  }

  post(path: string, extra: object = {}) {
    return call(this.workspace, this.token, 'POST', `/api/1.2/${path}`, { ...this.key, ...extra });
  }

  get(path: string, extra: Readonly<Record<string, string>> = {}) {
    const query = new URLSearchParams({ ...this.key, ...extra });
    return call(this.workspace, this.token, 'GET', `/api/1.2/${path}?${query}`);
  }

  async submit(command: string): Promise<string> {
    return created.parse((await this.post('commands/execute', { language: 'python', command })).json).id;
  }

  async status(commandId: string) {
    return commandStatus.parse((await this.get('commands/status', { commandId })).json);
  }

  async end(commandId: string) {
    for (;;) {
      const status = await this.status(commandId);
      if (over.includes(status.status)) return status;
    }
  }

  async run(command: string) {
    return this.end(await this.submit(command));
  }

  /** What a command that must succeed has printed. */
  async text(command: string): Promise<string> {
    const { results } = await this.run(command);
    if (results?.resultType !== 'text') throw new Error(JSON.stringify(results));
    return z.string().parse(results.data);
  }

  /** Why a command failed. */
  async failure(command: string): Promise<string> {
    const { results } = await this.run(command);
    return results?.cause?.split('\n').at(-1) ?? JSON.stringify(results);
  }
}

export async function call(
  workspace: Pick<LocalWorkspace, 'host'>,
  token: string,
  method: string,
  path: string,
  body?: unknown,
) {
  const response = await fetch(workspace.host + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: z.looseObject({}).parse(await response.json()) };
}

/** Whether a process runs; one that has ended and that nobody has asked for does not. */
export async function isRunning(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
}
