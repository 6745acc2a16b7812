import { systemErrorCode } from '../../../base/errors.ts';
import type { CommandStatus } from '../../../databricks-api/command-execution.ts';
import type { Engine } from '../../engine/run/engine.ts';
import type { ClusterService } from '../cluster-service.ts';
import type { User } from '../route.ts';
import { commandRefused, contextNotFound } from './command-refused.ts';
import { type Command, Context } from './context.ts';
import { Plots } from './plots.ts';

export type CommandLimits = {
  /** The longest that a command may take. */
  readonly seconds: number;
  /** A command that is interrupted and goes on for so long is ended with its Python. */
  readonly graceSeconds: number;
  /** Of one Python. */
  readonly memoryBytes: number;
  /** Of the text of one command, and of its images. */
  readonly outputBytes: number;
  /** Contexts at once, of all people together. */
  readonly contexts: number;
  /** A context that nobody uses for so long is ended. */
  readonly idleSeconds: number;
};

export const COMMAND_LIMITS: CommandLimits = {
  seconds: 1800,
  graceSeconds: 5,
  memoryBytes: 4 * 1024 ** 3,
  outputBytes: 20 * 1024 ** 2,
  contexts: 20,
  idleSeconds: 7200,
};

/** Results of the newest commands of a context are kept. */
const KEPT_COMMANDS = 50;
/** A status is waited for so long, because clients sleep for a second before they ask again. */
const PATIENCE_MS = 500;

type Options = {
  readonly engine: Engine;
  readonly cluster: ClusterService;
  /** The interpreter; none where Python is off. */
  readonly program: string | undefined;
  /** The folder of our own program for it. */
  readonly folder: string;
  readonly limits: CommandLimits;
};

/** Who asks for which context, as API 1.2 says it. */
type Key = { readonly clusterId: string; readonly contextId: string };

const OFF =
  'Python is off in this local workspace. To switch it on, start it anew with LAKEGOOSE_PYTHON set to a Python in .env, or with: lakegoose workspace --python PROGRAM';

const notStarted = (text: string) =>
  commandRefused(400, 'ContextNotStarted', `${text} Is it a Python, and of version 3.11 or newer?`);

/** The execution contexts of all people: everybody has their own. */
export class ContextService {
  private readonly options: Options;
  private readonly contexts = new Map<string, Context>();
  private readonly sweep: NodeJS.Timeout;
  readonly plots = new Plots();

  constructor(options: Options) {
    this.options = options;
    this.sweep = setInterval(() => this.endUnused(), 30_000).unref();
  }

  async create(user: User, clusterId: string): Promise<Context> {
    this.checkCluster(clusterId);
    const { engine, folder, program, limits } = this.options;
    if (program === undefined) throw commandRefused(400, 'FeatureDisabled', OFF);
    this.makeRoom();
    const { memoryBytes, outputBytes } = limits;
    const context = new Context(user, {
      engine,
      python: { program, folder, memoryBytes, outputBytes },
      commandSeconds: limits.seconds,
      graceSeconds: limits.graceSeconds,
      refer: (png) => this.plots.refer(user.id, png),
    });
    this.contexts.set(context.id, context);
    await context.start().catch((error: unknown) => {
      this.contexts.delete(context.id);
      throw notStarted(`${program} could not be started (${systemErrorCode(error) ?? 'unknown'}).`);
    });
    // One that is no Python ends at once; a client would learn no more than that.
    await soon(context.started);
    if (context.end === undefined) return context;
    await this.destroy(context);
    throw notStarted(`${program} ended while it started (${context.end}).`);
  }

  /** Throws where there is none, or it is somebody else's. */
  find(user: User, { clusterId, contextId }: Key): Context {
    this.checkCluster(clusterId);
    const context = this.contexts.get(contextId);
    if (context?.owner.id !== user.id) throw contextNotFound(contextId);
    return context;
  }

  findCommand(user: User, key: Key, commandId: string): Command {
    const command = this.find(user, key).commands.get(commandId);
    if (command) return command;
    throw commandRefused(404, 'CommandNotFound', `The command ${commandId} does not exist.`);
  }

  /** Throws where the context has lost its Python. */
  execute(context: Context, code: string): Command {
    if (context.status === 'Error') throw contextNotFound(context.id);
    const command = context.execute(code);
    for (const [id, { status }] of context.commands) {
      if (context.commands.size <= KEPT_COMMANDS) break;
      if (status === 'Finished' || status === 'Error' || status === 'Cancelled') context.commands.delete(id);
    }
    return command;
  }

  /** The status, and the results where there are any; waits a moment for the end. */
  async status(command: Command): Promise<CommandStatus> {
    await soon(command.done);
    const { id, status, results } = command;
    return results === undefined ? { id, status } : { id, status, results };
  }

  async contextStatus(context: Context): Promise<Context['status']> {
    await soon(context.started);
    return context.status;
  }

  async destroy(context: Context): Promise<void> {
    this.contexts.delete(context.id);
    await context.close();
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    await Promise.all([...this.contexts.values()].map((context) => this.destroy(context)));
  }

  private checkCluster(id: string): void {
    const { cluster } = this.options;
    cluster.check(id);
    if (cluster.state === 'RUNNING') return;
    const state = cluster.state === 'PENDING' ? 'Pending' : 'Terminated';
    throw commandRefused(400, 'ClusterNotReadyException', `Cluster is in unexpected state ${state}.`);
  }

  /** Where there are too many, the one that was idle for longest goes, as on a cluster. */
  private makeRoom(): void {
    if (this.contexts.size < this.options.limits.contexts) return;
    const [oldest] = [...this.contexts.values()]
      .filter((context) => context.isIdle)
      .sort((one, other) => one.lastUsed - other.lastUsed);
    const text = `There are ${this.contexts.size} contexts, and all are busy. Destroy one.`;
    if (!oldest) throw commandRefused(400, 'TooManyContexts', text);
    void this.destroy(oldest);
  }

  private endUnused(): void {
    const oldest = Date.now() - this.options.limits.idleSeconds * 1000;
    for (const context of this.contexts.values()) {
      if (context.isIdle && context.lastUsed < oldest) void this.destroy(context);
    }
  }
}

async function soon(done: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  await Promise.race([done, promise]);
  clearTimeout(timer);
}
