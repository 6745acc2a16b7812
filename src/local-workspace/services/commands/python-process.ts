import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { killGroup } from '../../../base/shell.ts';
import { type PythonMessage, pythonMessage } from './messages.ts';

export type PythonOptions = {
  /** The interpreter. */
  readonly program: string;
  /** The folder of our own program for it. */
  readonly folder: string;
  readonly memoryBytes: number;
  readonly outputBytes: number;
};

type Handlers = {
  readonly onMessage: (message: PythonMessage) => void;
  /** Called once, with what is known of the end. */
  readonly onEnd: (how: string) => void;
};

/** So long may its end in order take. */
const ORDERLY_MS = 1000;

/** A message is at most the text and the images of a command, in JSON. */
const messageLimit = (outputBytes: number): number => 8 * outputBytes + 1024 * 1024;

/**
 * One Python, in a group of processes of its own and in a folder of its own, which both end with it. It inherits nothing of
 * the environment but the way to programs.
 */
export class PythonProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private line: Buffer[] = [];
  private lineBytes = 0;

  /** Throws where the program cannot be run. */
  static async start(options: PythonOptions, handlers: Handlers): Promise<PythonProcess> {
    const started = new PythonProcess(options, handlers, await mkdtemp(join(tmpdir(), 'lakegoose-context-')));
    await once(started.child, 'spawn');
    return started;
  }

  private constructor(options: PythonOptions, { onMessage, onEnd }: Handlers, home: string) {
    const { program, folder, memoryBytes, outputBytes } = options;
    this.child = spawn(program, ['-I', '-B', folder, String(memoryBytes), String(outputBytes), home], {
      cwd: home,
      env: environmentIn(home),
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    const end = (how: string): void => {
      // What it has started goes with it.
      killGroup(this.child.pid);
      void rm(home, { recursive: true, force: true, maxRetries: 3 }).finally(resolve);
      onEnd(how);
    };
    this.child.once('error', (error) => end(error.message));
    this.child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `${signal}`));
    // A Python that is gone takes no more; its end is told above.
    this.child.stdin?.on('error', () => undefined).setMaxListeners(0);
    this.child.stdout?.on('data', (bytes: Buffer) => this.read(bytes, messageLimit(outputBytes), onMessage));
  }

  /** Settles when the message has been handed on, so that a large result is not held here. */
  async send(message: unknown): Promise<void> {
    const { stdin } = this.child;
    if (!stdin?.writable || stdin.write(`${JSON.stringify(message)}\n`)) return;
    await Promise.race([once(stdin, 'drain').catch(() => undefined), this.ended]);
  }

  /** Ends it with everything that it has started, and the command that it runs before itself. */
  kill(): void {
    this.child.kill('SIGTERM');
    // A command may have stopped it.
    const timer = setTimeout(() => killGroup(this.child.pid), ORDERLY_MS).unref();
    void this.ended.finally(() => clearTimeout(timer));
  }

  /** Ends it, and waits for that. */
  async close(): Promise<void> {
    this.kill();
    await this.ended;
  }

  private read(bytes: Buffer, limit: number, onMessage: (message: PythonMessage) => void): void {
    let rest = bytes;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = Buffer.concat([...this.line, rest.subarray(0, end)]).toString();
      [this.line, this.lineBytes] = [[], 0];
      rest = rest.subarray(end + 1);
      const message = readMessage(line);
      // Somebody else than our program speaks there.
      if (message === undefined) this.kill();
      else onMessage(message);
    }
    this.line.push(rest);
    this.lineBytes += rest.length;
    if (this.lineBytes > limit) this.kill();
  }
}

function readMessage(line: string): PythonMessage | undefined {
  try {
    return pythonMessage.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** No token, no setting and no home of the person who started the workspace. */
function environmentIn(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    MPLCONFIGDIR: join(homedir(), '.cache', 'lakegoose', 'matplotlib'),
  };
}
