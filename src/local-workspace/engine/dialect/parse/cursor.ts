import type { Token } from '../lex/token.ts';
import { cannotCompute, SqlError, syntaxError } from '../sql-error.ts';
import type { Expression, Query } from './ast.ts';

const DEEPEST = 120;
const END: Token = { kind: 'end', value: '', upper: '', at: 0, end: 0 };

/** The rules that refer to each other; handed in, so that the files of the parser need no circular imports. */
export type Grammar = {
  readonly expression: (cursor: Cursor) => Expression;
  readonly query: (cursor: Cursor) => Query;
  /** Without AND, OR, NOT and predicates. */
  readonly value: (cursor: Cursor) => Expression;
  /** VALUES, which as a relation has no ORDER BY or pipes of its own. */
  readonly values: (cursor: Cursor) => Query;
};

/** A place in the tokens of one statement, and how deep the parser stands. */
export class Cursor {
  readonly grammar: Grammar;
  readonly text: string;
  readonly parameters: ReadonlyMap<string, (at: number) => Expression>;
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;

  constructor(
    text: string,
    tokens: readonly Token[],
    grammar: Grammar,
    parameters: ReadonlyMap<string, (at: number) => Expression>,
  ) {
    this.text = text;
    this.tokens = [...tokens];
    this.grammar = grammar;
    this.parameters = parameters;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.next + ahead] ?? this.tokens.at(-1) ?? END;
  }

  /** Where the token taken last ends. */
  get end(): number {
    return this.tokens[this.next - 1]?.end ?? 0;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.next += 1;
    return token;
  }

  /** Whether the next tokens are these unquoted words or symbols. */
  sees(...wanted: readonly string[]): boolean {
    return wanted.every((word, ahead) => {
      const token = this.peek(ahead);
      return (token.kind === 'word' || token.kind === 'symbol') && token.upper === word;
    });
  }

  /** How often a symbol stands in the whole text. */
  count(symbol: string): number {
    return this.tokens.filter(({ kind, value }) => kind === 'symbol' && value === symbol).length;
  }

  accept(...wanted: readonly string[]): boolean {
    if (!this.sees(...wanted)) return false;
    this.next += wanted.length;
    return true;
  }

  expect(...wanted: readonly string[]): void {
    for (const word of wanted) if (!this.accept(word)) throw this.unexpected();
  }

  /** Whether a `>` comes next, alone or as the first half of `>>`. */
  seesAngle(): boolean {
    const { kind, value } = this.peek();
    return kind === 'symbol' && (value === '>' || value === '>>' || value === '>>>');
  }

  acceptAngle(): boolean {
    if (!this.seesAngle()) return false;
    const token = this.peek();
    if (token.value === '>') this.next += 1;
    else
      this.tokens[this.next] = { ...token, value: token.value.slice(1), upper: token.value.slice(1), at: token.at + 1 };
    return true;
  }

  /** The `:` of a field; what stands right behind it was read as the name of a parameter. */
  acceptColon(): void {
    const token = this.peek();
    if (token.kind === 'parameter')
      this.tokens[this.next] = { ...token, kind: 'word', upper: token.value.toUpperCase(), at: token.at + 1 };
    else this.accept(':');
  }

  /** Where the parser stands, to come back to. */
  get mark(): number {
    return this.next;
  }
  back(mark: number): void {
    this.next = mark;
  }

  unexpected(): Error {
    const token = this.peek();
    return syntaxError(this.text.slice(token.at, token.end), token.at);
  }

  refuse(construct: string): Error {
    return cannotCompute(construct, this.peek().at);
  }

  /** Runs a rule one level deeper; text nested too deep is refused in a sentence. */
  deeper<Result>(rule: () => Result): Result {
    this.depth += 1;
    if (this.depth > DEEPEST) throw this.refuse(`text nested more than ${DEEPEST} levels deep`);
    const result = rule();
    this.depth -= 1;
    return result;
  }

  /** A name: in backticks, or an unquoted word. */
  name(): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'name') throw this.unexpected();
    if (token.value === '') throw this.unexpected();
    this.next += 1;
    return token.value;
  }

  /** A name that no value is, and after which a minus is a mistake. */
  plainName(): string {
    const { at } = this.peek();
    const name = this.name();
    const after = this.peek(1);
    if (!this.sees('-') || after.kind !== 'word') return name;
    throw new SqlError(
      'INVALID_IDENTIFIER',
      '42602',
      `The unquoted identifier ${name}-${after.value} is invalid and must be back quoted as: \`${name}-${after.value}\`.`,
      at,
    );
  }

  /** An expression that stops before IN, which POSITION has for itself. */
  value(): Expression {
    return this.grammar.value(this);
  }

  string(): string {
    const token = this.peek();
    if (token.kind !== 'text') throw this.unexpected();
    this.next += 1;
    return token.value;
  }

  /** `( item, item, … )` */
  list<Item>(item: () => Item): Item[] {
    this.expect('(');
    const items = [item()];
    while (this.accept(',')) items.push(item());
    this.expect(')');
    return items;
  }
}
