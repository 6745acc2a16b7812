import { randomBytes } from 'node:crypto';
import type { CommandResults, CommandStatus } from '../../../databricks-api/command-execution.ts';
import type { Engine } from '../../engine/run/engine.ts';
import type { User } from '../route.ts';
import { answerSql } from './answer-sql.ts';
import type { EndedCommand, PythonMessage, SqlQuestion } from './messages.ts';
import { type PythonOptions, PythonProcess } from './python-process.ts';
import { type Outcome, wireResults } from './wire-results.ts';

export type Command = {
  readonly id: string;
  /** Until it has run. */
  code: string;
  status: CommandStatus['status'];
  /** Why it was interrupted, where it was. */
  stopped?: 'cancelled' | 'too long';
  results?: CommandResults;
  /** Settles when the status is final. */
  readonly done: Promise<void>;
  readonly settle: () => void;
};
export type ContextOptions = {
  readonly python: PythonOptions;
  readonly engine: Engine;
  /** The longest that a command may take. */
  readonly commandSeconds: number;
  /** A command that does not heed its interrupt for so long is ended with its Python. */
  readonly graceSeconds: number;
  /** What a result says of an image, a PNG in base64. */
  readonly refer: (png: string) => string;
};

export const newId = (): string => randomBytes(16).toString('hex');

/** An execution context: a Python, and commands that it runs one after the other. */
export class Context {
  readonly id = newId();
  readonly owner: User;
  status: 'Pending' | 'Running' | 'Error' = 'Pending';
  /** How its Python ended, where it has. */
  end: string | undefined;
  readonly commands = new Map<string, Command>();
  readonly started: Promise<void>;
  lastUsed = Date.now();
  private readonly settleStart: () => void;
  private readonly options: ContextOptions;
  private readonly queue: Command[] = [];
  private readonly questions = new Map<number, AbortController>();
  private readonly answers = new Set<Promise<void>>();
  private starting: Promise<PythonProcess> | undefined;
  private python: PythonProcess | undefined;
  private current: Command | undefined;
  private timers: NodeJS.Timeout[] = [];

  constructor(owner: User, options: ContextOptions) {
    this.owner = owner;
    this.options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    [this.started, this.settleStart] = [promise, resolve];
  }

  get isIdle(): boolean {
    return this.current === undefined && this.queue.length === 0;
  }

  /** Throws what kept its Python from starting. */
  async start(): Promise<void> {
    this.starting = PythonProcess.start(this.options.python, {
      onMessage: (message) => this.hear(message),
      onEnd: (how) => this.lose(how),
    });
    this.python = await this.starting;
  }

  execute(code: string): Command {
    const { promise: done, resolve: settle } = Promise.withResolvers<void>();
    const command: Command = { id: newId(), code, status: 'Queued', done, settle };
    this.commands.set(command.id, command);
    this.queue.push(command);
    this.lastUsed = Date.now();
    this.next();
    return command;
  }

  cancel(command: Command): void {
    if (command.status === 'Queued') {
      this.queue.splice(this.queue.indexOf(command), 1);
      this.finish(command, 'Cancelled', CANCELLED);
    } else if (command === this.current) this.stop(command, 'cancelled');
  }

  /** Ends its Python and whatever it has started, and waits for that. */
  async close(): Promise<void> {
    for (const command of this.queue.splice(0)) this.finish(command, 'Cancelled', CANCELLED);
    const python = await this.starting?.catch(() => undefined);
    await python?.close();
    await Promise.all(this.answers);
  }

  private track(answer: Promise<void>): void {
    this.answers.add(answer);
    void answer.finally(() => this.answers.delete(answer));
  }

  private next(): void {
    if (this.current !== undefined || this.status !== 'Running') return;
    const command = this.queue.shift();
    if (command === undefined) return;
    this.current = command;
    command.status = 'Running';
    void this.python?.send({ run: command.code, id: command.id });
    this.after(this.options.commandSeconds * 1000, () => this.stop(command, 'too long'));
  }

  private stop(command: Command, why: NonNullable<Command['stopped']>): void {
    if (command.stopped !== undefined) return;
    command.stopped = why;
    if (why === 'cancelled') command.status = 'Cancelling';
    void this.python?.send({ cancel: command.id });
    this.after(this.options.graceSeconds * 1000, () => this.python?.kill());
  }

  private after(milliseconds: number, what: () => void): void {
    this.timers.push(setTimeout(what, milliseconds).unref());
  }

  private hear(message: PythonMessage): void {
    if ('ready' in message) {
      this.status = 'Running';
      this.settleStart();
      this.next();
    } else if ('ended' in message) this.conclude(message);
    else if ('ask' in message) this.track(this.answer(message));
    else this.questions.get(message.forget)?.abort(new Error('canceled'));
  }

  private async answer(question: SqlQuestion): Promise<void> {
    const stop = new AbortController();
    this.questions.set(question.ask, stop);
    const send = async (answer: object): Promise<void> => this.python?.send({ answer: question.ask, ...answer });
    const { engine } = this.options;
    await answerSql(engine, this.owner, question, stop.signal, send).finally(() => this.questions.delete(question.ask));
  }

  private conclude({ ended, ...outcome }: EndedCommand): void {
    const command = this.current;
    if (command?.id !== ended) return;
    if (command.stopped === 'too long' && outcome.interrupted) {
      this.finish(command, 'Error', tooLong(this.options.commandSeconds, outcome));
    } else if (command.stopped === 'cancelled') this.finish(command, 'Cancelled', CANCELLED);
    else this.finish(command, 'Finished', outcome);
    this.next();
  }

  /** Its Python is gone: the command that ran is told why, and those that waited are not run. */
  private lose(how: string): void {
    [this.status, this.end] = ['Error', how];
    for (const stop of this.questions.values()) stop.abort(new Error('canceled'));
    const { current } = this;
    if (current?.stopped === 'cancelled') this.finish(current, 'Cancelled', CANCELLED);
    else if (current?.stopped === 'too long') this.finish(current, 'Error', tooLong(this.options.commandSeconds));
    else if (current) this.finish(current, 'Error', lost(how));
    for (const command of this.queue.splice(0)) this.finish(command, 'Error', lost(how));
    this.settleStart();
  }

  private finish(command: Command, status: Command['status'], outcome: Outcome): void {
    if (command === this.current) {
      this.current = undefined;
      for (const timer of this.timers.splice(0)) clearTimeout(timer);
    }
    this.lastUsed = Date.now();
    command.status = status;
    command.code = '';
    command.results = wireResults(outcome, this.options.refer);
    command.settle();
  }
}

function failed(cause: string, { text, truncated }: Pick<Outcome, 'text' | 'truncated'> = NOTHING): Outcome {
  return { text, truncated, error: { summary: cause, cause } };
}

const NOTHING = { text: '', truncated: false };
const CANCELLED = failed('The command was cancelled.');
const lost = (how: string): Outcome =>
  failed(`The Python process of this notebook ended (${how}). Its variables are lost.`);
const tooLong = (seconds: number, outcome?: Outcome): Outcome =>
  failed(`The command took longer than ${seconds} seconds, and was ended by the local workspace.`, outcome);
