import { z } from 'zod';
import type { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import type { MessageCode } from '../messages/say.ts';
import type { Environment } from '../settings/dot-env.ts';

/** What a verb is given besides its arguments. `signal` is aborted by Ctrl-C and SIGTERM: clean up, then return. */
export type CommandContext = {
  readonly environment: Environment;
  readonly directory: string;
  /** Where the administrators' limits on SQL stand. */
  readonly policyFile: string;
  readonly language: Language;
  readonly signal: AbortSignal;
  /** While `work` runs, Ctrl-C belongs to the program that has the terminal. */
  readonly withoutCtrlC: <T>(work: () => Promise<T>) => Promise<T>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
};

export type About = {
  readonly help: MessageCode;
  /** What stands for the value in the help, such as `DIR`. None for a switch. */
  readonly placeholder?: string;
  /** Given by its place and not by `--name`. */
  readonly positional?: true;
  /** A letter that stands for the name, as in `-f`. */
  readonly short?: string;
  /** Of several words, which a shell parts where they stand without quotes. */
  readonly wordy?: true;
  /** May be given several times; the schema gets a list. */
  readonly repeated?: true;
};

/** What the help says of each argument. */
export const aboutArgument = z.registry<About>();

/** `--name`, on or off. */
export function option(help: MessageCode) {
  return z.boolean().default(false).register(aboutArgument, { help });
}

/** `--name PLACEHOLDER`. */
export function optionWith<S extends z.ZodType>(
  help: MessageCode,
  placeholder: string,
  schema: S,
  more: Pick<About, 'short'> = {},
) {
  const optional = schema.optional();
  aboutArgument.add(optional, { help, placeholder, ...more });
  return optional;
}

/** `--name PLACEHOLDER`, as often as one likes. */
export function repeatedOption<S extends z.ZodType>(help: MessageCode, placeholder: string, schema: S) {
  const list = z.array(schema).optional();
  aboutArgument.add(list, { help, placeholder, repeated: true });
  return list;
}

/** An argument without a name of its own. */
export function positional<S extends z.ZodType>(
  help: MessageCode,
  placeholder: string,
  schema: S,
  more: Pick<About, 'wordy'> = {},
) {
  const optional = schema.optional();
  aboutArgument.add(optional, { help, placeholder, positional: true, ...more });
  return optional;
}

export type Command = {
  readonly name: string;
  readonly summary: MessageCode;
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly examples: readonly string[];
  /** What else the help says, such as what its exit codes mean. */
  readonly notes?: MessageCode | undefined;
  /** The exit code where it throws: 1 unless that means something else here. */
  readonly failureExitCode: (error: LakegooseError) => number;
  /** Whether the process ends with it, whatever it has left under way, such as a connection that a proxy never makes. */
  readonly endsAtOnce: boolean;
  /** Checks what was given and runs the verb. Gives its exit code. */
  readonly start: (given: Readonly<Record<string, unknown>>, context: CommandContext) => Promise<number>;
};

/** One verb, one literal: help, checks and completion come from it. */
export function defineCommand<S extends z.ZodRawShape>(verb: {
  readonly name: string;
  readonly summary: MessageCode;
  readonly arguments: z.ZodObject<S>;
  readonly examples: readonly string[];
  readonly notes?: MessageCode;
  readonly failureExitCode?: Command['failureExitCode'];
  readonly endsAtOnce?: true;
  readonly run: (given: z.output<z.ZodObject<S>>, context: CommandContext) => Promise<number>;
}): Command {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, schema] of Object.entries(verb.arguments.shape)) {
    if (schema instanceof z.ZodType) shape[name] = schema;
  }
  return {
    name: verb.name,
    summary: verb.summary,
    shape,
    examples: verb.examples,
    notes: verb.notes,
    failureExitCode: verb.failureExitCode ?? (() => 1),
    endsAtOnce: verb.endsAtOnce ?? false,
    start: (given, context) => verb.run(verb.arguments.parse(given), context),
  };
}
