import type { Command } from './command.ts';

export type FoundCommand = {
  readonly command: Command | undefined;
  /** What was taken for the verb. */
  readonly name: string;
  /** The words after it. */
  readonly after: readonly string[];
};

/** The verb that some words begin with: `sql check` is one verb of two words. */
export function findCommand(commands: readonly Command[], words: readonly string[]): FoundCommand {
  const [first = '', second = ''] = words;
  const long = commands.find((command) => command.name === `${first} ${second}`);
  if (long !== undefined) return { command: long, name: long.name, after: words.slice(2) };
  const hasSecond = commands.some((command) => command.name.startsWith(`${first} `)) && /^\w/.test(second);
  const command = commands.find((candidate) => candidate.name === first);
  return { command, name: hasSecond ? `${first} ${second}` : first, after: words.slice(1) };
}
