import { isSign, isWord, type Token } from './python-tokens.ts';

type Own = {
  readonly name: string;
  readonly indent: number;
  /** Only in the lines that are indented more, such as a loop's. */
  readonly isInner: boolean;
};

type Around = { readonly indent: number; readonly isClass: boolean };

/** Names by which SQL or Python is sent, and which are good names of one's own, too. */
const watched = new Set(['sql', 'table', 'vars', 'eval', 'exec', 'compile']);
/** As far as targets and comprehensions are looked through. */
const farthest = 300;

/**
 * Where such names certainly are the cell's own: given away by a line before in the same block, the parameters of the
 * function around, the variable of the loop around. As one walks along.
 */
export class OwnNames {
  readonly #tokens: readonly Token[];
  #own: readonly Own[] = [];
  /** Given away by the line at hand, from the next one on. */
  #next: readonly Own[] = [];
  /** The classes and functions in which the line at hand stands. */
  #around: readonly Around[] = [];
  /** Where the line at hand gives names to its loop or its function. */
  #given: ReadonlySet<number> = new Set();

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** To be called with every token, one after the other. */
  pass(index: number): void {
    const { indent } = this.#tokens[index] ?? {};
    if (indent === undefined) return;
    this.#around = this.#around.filter((outer) => outer.indent < indent);
    for (const one of this.#next) if (!this.#own.some((own) => isSame(own, one))) this.#own = [...this.#own, one];
    this.#own = this.#own.filter((own) => (own.isInner ? own.indent < indent : own.indent <= indent));
    const head = isWord(this.#tokens[index], 'async') ? index + 1 : index;
    this.#next = this.#givenAway(head, indent);
    const isClass = isWord(this.#tokens[head], 'class');
    if (isClass || isWord(this.#tokens[head], 'def')) this.#around = [...this.#around, { indent, isClass }];
  }

  /** After an import that may have given such a name to anything. */
  forget(): void {
    this.#own = [];
    this.#next = [];
  }

  has(index: number): boolean {
    const token = this.#tokens[index];
    if (token?.kind !== 'word' || !watched.has(token.text)) return false;
    if (this.#given.has(index)) return true;
    const isOwn = !this.#isInClass && this.#own.some(({ name }) => name === token.text);
    return isOwn || this.#isOfComprehension(index, token.text);
  }

  /** Directly in a class: what is given away there, its functions do not see. */
  get #isInClass(): boolean {
    return this.#around.at(-1)?.isClass === true;
  }

  #givenAway(head: number, indent: number): readonly Own[] {
    const tokens = this.#tokens;
    const named = (indexes: readonly number[], isInner: boolean): readonly Own[] =>
      [...watched]
        .filter((name) => indexes.some((at) => isWord(tokens[at], name)))
        .map((name) => ({ name, indent, isInner }));
    const isLoop = isWord(tokens[head], 'for');
    const isFunction = isWord(tokens[head], 'def');
    const given = isLoop ? this.#targets(head + 1) : isFunction ? this.#parameters(head) : [];
    this.#given = new Set(isFunction ? [head + 1, ...given] : given);
    const outer = isFunction || isWord(tokens[head], 'class') ? [head + 1] : isLoop ? [] : this.#assigned(head);
    const inner = isFunction || !this.#isInClass ? named(given, true) : [];
    return this.#isInClass ? inner : [...inner, ...named(outer, false)];
  }

  /** `a, b` of `a, b = …`. */
  #assigned(first: number): readonly number[] {
    const names: number[] = [];
    for (let at = first; at < first + farthest; at += 2) {
      const token = this.#tokens[at];
      if (token?.kind !== 'word') return [];
      names.push(at);
      if (isSign(this.#tokens[at + 1], '=')) return isSign(this.#tokens[at + 2], '=') ? [] : names;
      if (!isSign(this.#tokens[at + 1], ',')) return [];
    }
    return [];
  }

  /** `a, b` of `for a, b in …`. */
  #targets(from: number): readonly number[] {
    const names: number[] = [];
    for (let at = from; at < from + farthest; at++) {
      const token = this.#tokens[at];
      if (isWord(token, 'in')) return names;
      if (token?.kind === 'word') names.push(at);
      else if (!isSign(token, ',', '(', ')')) return [];
    }
    return [];
  }

  #parameters(head: number): readonly number[] {
    const names: number[] = [];
    const beside = (at: number, ...signs: readonly string[]) => isSign(this.#tokens[at], ...signs);
    let depth = 0;
    for (let at = head + 1; at < head + farthest; at++) {
      const token = this.#tokens[at];
      if (isSign(token, '(', '[', '{')) depth += 1;
      else if (isSign(token, ')', ']', '}') && --depth === 0) break;
      else if (depth === 1 && token?.kind === 'word') {
        const isStarred = beside(at - 1, '*') && beside(at - 2, '(', ',', '*');
        if (isStarred || beside(at - 1, '(', ',')) names.push(at);
      }
    }
    return names;
  }

  /** `[f(x) for x in …]`: all that stands before the first `for`, in the same brackets or in some within. */
  #isOfComprehension(index: number, name: string): boolean {
    const behind = this.#loopAround(index, 1);
    const before = this.#loopAround(index, -1);
    if (behind === undefined || (before !== undefined && this.#tokens[before]?.indent === undefined)) return false;
    return this.#targets(behind + 1).some((target) => isWord(this.#tokens[target], name));
  }

  /** The nearest `for` on one side, in whose brackets a token stands, too. */
  #loopAround(index: number, step: 1 | -1): number | undefined {
    const [opening, closing] = step === 1 ? ['([{', ')]}'] : [')]}', '([{'];
    let [depth, least] = [0, 0];
    for (let at = index + step; Math.abs(at - index) < farthest; at += step) {
      const token = this.#tokens[at];
      const isBegin = token === undefined || token.indent !== undefined;
      if (isBegin && step === 1) return undefined;
      if (token?.kind === 'sign' && opening.includes(token.text)) depth += 1;
      else if (token?.kind === 'sign' && closing.includes(token.text)) least = Math.min(least, --depth);
      else if (depth === least && isWord(token, 'for')) return at;
      if (isBegin) return undefined;
    }
    // As if there were one: nothing is sure so far away.
    return step === 1 ? undefined : index;
  }
}

function isSame(one: Own, other: Own): boolean {
  return one.name === other.name && one.indent === other.indent && one.isInner === other.isInner;
}
