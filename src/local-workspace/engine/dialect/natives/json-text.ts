/** A number as it was written. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Json = null | boolean | string | JsonNumber | readonly Json[] | ReadonlyMap<string, Json>;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const DEEPEST = 500;

class Reader {
  /** Of the outermost object: all its keys, one that is there twice too. */
  readonly keys: string[] = [];
  private at = 0;
  private readonly text: string;
  /** No single quotes, no line ends in texts, no key twice. */
  private readonly strict: boolean;
  constructor(text: string, strict = false) {
    this.text = text;
    this.strict = strict;
  }

  whole(): Json | undefined {
    const value = this.value(0);
    // What follows a value is left alone, as long as it stands apart.
    if (this.strict && /[\w.+-]/.test(this.text.charAt(this.at)) && !/["\]}]/.test(this.text.charAt(this.at - 1)))
      throw new SyntaxError('JSON');
    this.space();
    return value;
  }

  private space(): void {
    while (' \t\r\n'.includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new SyntaxError('JSON');
    this.at += found.length;
    return found;
  }

  private string(): string {
    const raw = this.match(STRING);
    if (this.strict) return JSON.parse(raw);
    if (raw.startsWith('"'))
      return JSON.parse(
        raw.replace(/[\t\n\r]/g, (letter) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[letter] ?? letter),
      );
    const inner = raw
      .slice(1, -1)
      .replaceAll("\\'", "'")
      .replace(/(?<!\\)"/g, '\\"');
    return JSON.parse(`"${inner}"`);
  }

  private value(depth: number): Json {
    if (depth > DEEPEST) throw new SyntaxError('JSON');
    this.space();
    const letter = this.text.charAt(this.at);
    if (letter === '"' || letter === "'") return this.string();
    if (letter === '[') return this.list(depth);
    if (letter === '{') return this.object(depth);
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return new JsonNumber(this.match(NUMBER));
  }

  private list(depth: number): Json {
    const all: Json[] = [];
    this.at += 1;
    this.space();
    if (this.accept(']')) return all;
    do all.push(this.value(depth + 1));
    while (this.accept(','));
    this.expect(']');
    return all;
  }

  private object(depth: number): Json {
    const all = new Map<string, Json>();
    this.at += 1;
    this.space();
    if (this.accept('}')) return all;
    do {
      this.space();
      const key = this.string();
      if (depth === 0) this.keys.push(key);
      this.expect(':');
      if (this.strict && all.has(key)) throw new SyntaxError('JSON');
      all.set(key, this.value(depth + 1));
    } while (this.accept(','));
    this.expect('}');
    return all;
  }

  private accept(letter: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== letter) return false;
    this.at += 1;
    return true;
  }

  private expect(letter: string): void {
    if (!this.accept(letter)) throw new SyntaxError('JSON');
  }
}
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** A JSON text, with numbers as written, and 'single quotes' as Spark takes them; undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The keys of an object, in their order; one that is there twice is told twice. */
export function keysOf(text: string): readonly string[] | undefined {
  const reader = new Reader(text);
  try {
    return reader.whole() instanceof Map ? reader.keys : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON as its own rules have it; undefined where a text does not begin with such. */
export function parseStrictJson(text: string): Json | undefined {
  try {
    return new Reader(text, true).whole();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON without spaces; a number as `number` writes it. */
export function writePlain(value: Json, number: (text: string) => string = (text) => text): string {
  if (value instanceof JsonNumber) return number(value.text);
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${writePlain(item, number)}`).join(',')}}`;
  if (isList(value)) return `[${value.map((item) => writePlain(item, number)).join(',')}]`;
  return JSON.stringify(value);
}
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
