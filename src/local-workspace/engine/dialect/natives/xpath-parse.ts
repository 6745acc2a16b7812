/** An expression of XPath 1.0. */
export type Path =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Path[] }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Path; readonly right: Path }
  | { readonly kind: 'minus'; readonly operand: Path }
  /** `filters` are asked of all nodes that `from` finds, a step's predicates of those of each node before it. */
  | {
      readonly kind: 'steps';
      readonly from?: Path;
      readonly filters?: readonly Path[];
      readonly isAbsolute: boolean;
      readonly steps: readonly Step[];
    };
/** `test` is a name, `*`, `node()` or `text()`. */
export type Step = { readonly axis: string; readonly test: string; readonly predicates: readonly Path[] };

const TOKEN =
  /\s*(\d+(?:\.\d*)?|\.\d+|"[^"]*"|'[^']*'|\/\/|::|\.\.|!=|<=|>=|[/()[\]@,.|+\-=<>*]|[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?)/uy;
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
  ['|'],
];
const DEEPEST = 60;
const ANY_WITHIN: Step = { axis: 'descendant-or-self', test: 'node()', predicates: [] };

/** What is no XPath. */
export class NoPath extends Error {}

class Parser {
  private readonly tokens: string[] = [];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    const plain = text.trim();
    for (TOKEN.lastIndex = 0; TOKEN.lastIndex < plain.length; ) {
      const token = TOKEN.exec(plain)?.[1];
      if (token === undefined) throw new NoPath();
      this.tokens.push(token);
    }
  }

  whole(): Path {
    const path = this.level(0);
    if (this.at < this.tokens.length) throw new NoPath();
    return path;
  }

  private peek(ahead = 0): string {
    return this.tokens[this.at + ahead] ?? '';
  }
  private accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at += 1;
    return true;
  }
  private expect(token: string): void {
    if (!this.accept(token)) throw new NoPath();
  }

  private level(index: number): Path {
    this.depth += 1;
    if (this.depth > DEEPEST * LEVELS.length) throw new NoPath();
    const ops = LEVELS[index];
    let left = ops ? (index === LEVELS.length - 1 ? this.signed(index) : this.level(index + 1)) : this.value();
    while (ops?.includes(this.peek())) {
      const op = this.peek();
      this.at += 1;
      left = {
        kind: 'binary',
        op,
        left,
        right: index === LEVELS.length - 1 ? this.signed(index) : this.level(index + 1),
      };
    }
    this.depth -= 1;
    return left;
  }

  private signed(index: number): Path {
    if (this.accept('-')) return { kind: 'minus', operand: this.level(index) };
    return this.value();
  }

  private value(): Path {
    const token = this.peek();
    if (/^["']/.test(token)) return this.literal(token.slice(1, -1));
    if (/^\.?\d/.test(token)) return this.literal(Number(token));
    const isCall = /^[\p{L}_]/u.test(token) && this.peek(1) === '(' && !/^(node|text|comment)$/.test(token);
    if (!isCall && token !== '(') return this.path();
    this.at += 1;
    const from = isCall ? this.call(token) : this.level(0);
    if (!isCall) this.expect(')');
    const filters = this.predicates();
    const steps = this.steps();
    return filters.length + steps.length > 0 ? { kind: 'steps', from, filters, isAbsolute: false, steps } : from;
  }
  private literal(value: string | number): Path {
    this.at += 1;
    return { kind: 'literal', value };
  }

  private call(name: string): Path {
    this.expect('(');
    const args: Path[] = [];
    if (this.accept(')')) return { kind: 'call', name, args };
    do args.push(this.level(0));
    while (this.accept(','));
    this.expect(')');
    return { kind: 'call', name, args };
  }

  private path(): Path {
    const isAbsolute = this.peek().startsWith('/');
    if (!isAbsolute) return { kind: 'steps', isAbsolute, steps: [this.step(), ...this.steps()] };
    if (this.peek() === '/' && !/^[\p{L}_@.*]/u.test(this.peek(1))) {
      this.at += 1;
      return { kind: 'steps', isAbsolute, steps: [] };
    }
    return { kind: 'steps', isAbsolute, steps: this.steps() };
  }

  private steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.accept('//')) steps.push(ANY_WITHIN, this.step());
      else if (this.accept('/')) steps.push(this.step());
      else return steps;
    }
  }

  private step(): Step {
    if (this.accept('.')) return { axis: 'self', test: 'node()', predicates: [] };
    if (this.accept('..')) return { axis: 'parent', test: 'node()', predicates: [] };
    let axis = this.accept('@') ? 'attribute' : 'child';
    if (this.peek(1) === '::') {
      axis = this.peek();
      this.at += 2;
    }
    let test = this.peek();
    if (test !== '*' && !/^[\p{L}_]/u.test(test)) throw new NoPath();
    this.at += 1;
    if (this.accept('(')) {
      this.expect(')');
      test = `${test}()`;
    }
    return { axis, test, predicates: this.predicates() };
  }

  private predicates(): Path[] {
    const all: Path[] = [];
    while (this.accept('[')) {
      all.push(this.level(0));
      this.expect(']');
    }
    return all;
  }
}

export const parsePath = (text: string): Path => new Parser(text).whole();
