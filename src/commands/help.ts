import type { Language } from '../messages/language.ts';
import { say } from '../messages/say.ts';
import { type About, aboutArgument, type Command } from './command.ts';

/** `lakegoose --help`: what it is, then a line per verb. */
export function helpOfAll(commands: readonly Command[], language: Language): string {
  return [say(language, 'help.about'), '', helpOfVerbs('', commands, language)].join('\n');
}

/** `lakegoose sql`: a line for each of the verbs that begin with this word. */
export function helpOfSome(first: string, commands: readonly Command[], language: Language): string {
  return helpOfVerbs(`${first} `, commands, language);
}

function helpOfVerbs(first: string, commands: readonly Command[], language: Language): string {
  const rows = commands.map((command): Row => [command.name, say(language, command.summary)]);
  return [
    `${say(language, 'help.usage')} lakegoose ${first}<${say(language, 'help.verb')}> […]`,
    '',
    ...columns(rows),
    '',
    say(language, 'help.more'),
    '',
  ].join('\n');
}

/** `lakegoose <verb> --help`: its summary, usage, options and examples. */
export function helpOf(command: Command, language: Language): string {
  const parts = Object.entries(command.shape).flatMap(([name, schema]) => {
    const about = aboutArgument.get(schema);
    return about === undefined ? [] : [{ name, about }];
  });
  const usage = parts.map(({ name, about }) => `[${spelling(name, about)}]`).join(' ');
  const rows = parts.map(({ name, about }): Row => [spelling(name, about), say(language, about.help)]);
  return [
    say(language, command.summary),
    '',
    `${say(language, 'help.usage')} lakegoose ${[command.name, usage].filter(Boolean).join(' ')}`,
    '',
    ...columns([...rows, ['--help', say(language, 'help.help')]]),
    '',
    ...(command.notes === undefined ? [] : [say(language, command.notes), '']),
    say(language, 'help.examples'),
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

type Row = readonly [string, string];

function spelling(name: string, { positional, placeholder, short }: About): string {
  if (positional) return placeholder ?? name;
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return placeholder === undefined ? names : `${names} ${placeholder}`;
}

function columns(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
