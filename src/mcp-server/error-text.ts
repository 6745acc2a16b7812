import { LakegooseError } from '../base/errors.ts';
import { type Category, categoryByCode, isErrorCode } from '../messages/categories.ts';
import { en } from '../messages/en.ts';
import { isMessageCode } from '../messages/say.ts';
import { wordsOf } from '../terminal/words-of-error.ts';
import { escaped, hidesSomething, inLine } from './result/escape.ts';
import { textBlock } from './result/text-block.ts';

/** A warehouse may repeat a whole statement in what it says. In characters; the end has the marked place. */
const kept = { head: 6000, tail: 2000 } as const;
/** Of any other fact, such as a name. */
const keptOfName = { head: 1500, tail: 500 } as const;

/** Where a person looks by SQL or in a browser (`look.…` in `messages/`), a model has tools. */
const tools: Readonly<Record<string, string>> = {
  'look.tables': 'list_tables',
  'look.schemas': 'list_catalogs and list_schemas',
  'look.outcome': 'with the tool poll_sql_result',
};

/**
 * `Error: [category] cause and repair`, for a model. It begins with that word because Goose shows the model no mark for
 * a failed call (facts `goose.md` §5). What others have written is told as data: `message` and `mark`, which end every
 * sentence that has them, in a fence; names as in a line of a result.
 */
export function errorText(error: unknown): string {
  const quotes: string[] = [];
  const words = wordsOf(error, 'en', (fact, name) => {
    if (name === 'trace' || (name === 'message' && tellsMessage(error))) quotes.push(block(fact, markOf(error)));
    if (['message', 'mark', 'trace'].includes(name)) return '';
    const tool = name === 'look' ? tools[fact] : undefined;
    if (tool !== undefined) return tool;
    // The lines are ours, the names in them are not.
    if (name === 'grants') return shortLines(fact);
    return inLine(middleCut(fact, keptOfName));
  });
  return [`Error: [${categoryOf(error)}] ${words.trimEnd()}`, ...quotes].join('\n');
}

function categoryOf(error: unknown): Category {
  return error instanceof LakegooseError && isErrorCode(error.code) ? categoryByCode[error.code] : 'fault';
}

function shortLines(text: string): string {
  const lines = text.split('\n').map((line) => inLine(middleCut(line, keptOfName)));
  return lines.join('\n');
}

function tellsMessage(error: unknown): boolean {
  return error instanceof LakegooseError && isMessageCode(error.code) && en[error.code].includes('{message}');
}

function markOf(error: unknown): string {
  return error instanceof LakegooseError ? String(error.facts.mark ?? '') : '';
}

/** What was said and the line with the marked place, `\n  line\n    ^`. */
function block(said: string, mark: string): string {
  const [, line, space = ''] = /^\n(.*)\n( *)\^$/su.exec(mark) ?? [];
  if (line === undefined) return textBlock(middleCut(said, kept));
  const shown = `${middleCut(said, kept)}\n${line}`;
  const before = Array.from(line).slice(0, space.length).join('');
  // What is written as \uXXXX takes more places than it has characters.
  const places = hidesSomething(shown) ? escaped(before).length : space.length;
  return textBlock(`${shown}\n${' '.repeat(places)}^`);
}

/** A text with its middle left out where it is too long to be shown, as it is or escaped. */
function middleCut(text: string, { head, tail }: { readonly head: number; readonly tail: number }): string {
  if (text.length <= (head + tail) / 6) return text;
  const growth = Math.max(1, Math.ceil((hidesSomething(text) ? escaped(text).length : text.length) / text.length));
  const [first, last] = [Math.floor(head / growth), Math.floor(tail / growth)];
  return text.length <= first + last ? text : `${text.slice(0, first)} … (cut) … ${text.slice(-last)}`.toWellFormed();
}
