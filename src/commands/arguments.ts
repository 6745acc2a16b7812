import { ZodError } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { parseArgs } from '../base/node-util.ts';
import { aboutArgument, type Command } from './command.ts';

/** A statement that begins with a comment, and no option: `-- fares`, a line break, `SELECT 1`. */
const isStatement = /^--[^=]*\s/;

/** Splits the words after the verb into its arguments. Throws `usage.…` with the verb, the word and the nearest name. */
export function readArguments(command: Command, words: readonly string[]): Record<string, unknown> {
  const named = Object.entries(command.shape).filter(([, schema]) => !aboutArgument.get(schema)?.positional);
  const places = Object.keys(command.shape).filter((name) => !named.some(([other]) => other === name));
  const options = Object.fromEntries(
    named.map(([name, schema]) => {
      const { placeholder, short } = aboutArgument.get(schema) ?? {};
      return [name, { type: placeholder ? 'string' : 'boolean', ...(short === undefined ? {} : { short }) } as const];
    }),
  );
  const lists = new Map<string, unknown[]>(
    named.filter(([, schema]) => aboutArgument.get(schema)?.repeated).map(([name]) => [name, []]),
  );
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const given: Record<string, unknown> = {};
  const verb = command.name;
  const last = places.at(-1) ?? '';
  for (const token of tokens) {
    const word = words[token.index] ?? '';
    if (token.kind === 'positional' || (token.kind === 'option' && isStatement.test(word))) {
      const place = places.shift();
      if (place === undefined) throw oneTooMany(command, word, { last, text: String(given[last]) });
      given[place] = word;
    } else if (token.kind === 'option') {
      const known = options[token.name];
      if (known === undefined) throw unknownOption(verb, token.rawName, Object.keys(options));
      // `--data --json`: the next option is not a value, though parseArgs takes it for one.
      const missing = !token.value || (!token.inlineValue && token.value.startsWith('--'));
      if (known.type === 'string' && missing) {
        throw new LakegooseError('usage.no_value', { verb, option: token.rawName });
      }
      if (known.type === 'boolean' && token.value !== undefined) {
        throw new LakegooseError('usage.has_no_value', { verb, option: token.rawName });
      }
      const list = lists.get(token.name);
      list?.push(token.value);
      given[token.name] = list ?? token.value ?? true;
    }
  }
  return given;
}

/** An argument that its schema refused, as an error that names it; undefined for any other failure. */
export function refusedArgument(command: Command, error: unknown): LakegooseError | undefined {
  const name = error instanceof ZodError ? String(error.issues[0]?.path[0] ?? '') : '';
  const schema = command.shape[name];
  if (schema === undefined || !(error instanceof ZodError)) return undefined;
  const about = aboutArgument.get(schema);
  const option = about?.positional ? (about.placeholder ?? name) : `--${name}`;
  return new LakegooseError('usage.bad_value', {
    verb: command.name,
    option,
    reason: error.issues[0]?.message ?? '',
  });
}

/** A statement without quotes is several words. */
function oneTooMany({ name: verb, shape }: Command, word: string, { last, text }: { last: string; text: string }) {
  const schema = shape[last];
  const isWordy = schema !== undefined && aboutArgument.get(schema)?.wordy;
  return isWordy && !/\s/.test(text)
    ? new LakegooseError('usage.unquoted', { verb, word: text })
    : new LakegooseError('usage.too_many', { verb, word });
}

function unknownOption(verb: string, option: string, names: readonly string[]): LakegooseError {
  const meant = nearest(option.replace(/^-+/, ''), names);
  return meant === undefined
    ? new LakegooseError('usage.unknown_option', { verb, option })
    : new LakegooseError('usage.unknown_option_near', { verb, option, meant: `--${meant}` });
}
