import { words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { leafAt } from './leaf.ts';
import { nameAt } from './name-at.ts';
import { plainQueryAt } from './query.ts';
import { queryHeads } from './query-heads.ts';
import { at, type Range, type Source, stands, step } from './source.ts';
import { strayIn } from './stray.ts';
import { declaredIn, rowOf } from './variables.ts';

/** Blocks deeper than this are not followed. */
const depthLimit = 100;

export type Script = {
  readonly finding: Finding;
  /** Where the script ends: behind its END and the label there. */
  readonly end: number;
};

/** Whether a script begins here, and not `BEGIN TRANSACTION`: `[label:] BEGIN …`. */
export function beginsScript(source: Source, { from, to }: Range): boolean {
  const begin = at(source, from + 1) === ':' ? from + 2 : from;
  if (at(source, begin) !== 'BEGIN' || begin + 1 >= to) return false;
  return at(source, begin + 1) !== 'TRANSACTION' && at(source, begin + 1) !== ';';
}

/** A script and every statement in it, or undefined where its structure is not that of a script. */
export function scriptAt(source: Source, range: Range): Script | undefined {
  return new Reader(source, range).script();
}

/** What a label may stand before; `SELECT :name` is none. */
const labelled = words('BEGIN WHILE LOOP REPEAT FOR');
/** `FOR [name AS] query DO`. */
function forQuery(source: Source, { from, to }: Range): Finding {
  const start = at(source, from + 1) === 'AS' ? from + 2 : from;
  const isQuery = queryHeads.has(at(source, start)) || at(source, start) === 'WITH';
  return isQuery ? plainQueryAt(source, { from: start, to }) : found('BROKEN_SCRIPT', from);
}

/** Follows the structure of a script. `place` becomes -1 where something else stands than must. */
class Reader {
  readonly #source: Source;
  readonly #to: number;
  #place: number;
  #depth = 0;
  #finding: Finding;
  readonly #labels = new Set<string>();
  readonly #variables = new Set<string>();

  constructor(source: Source, { from, to }: Range) {
    this.#source = { ...source, variables: this.#variables };
    this.#to = to;
    this.#place = from;
    this.#finding = found('READS', from);
  }

  script(): Script | undefined {
    this.#compound();
    return this.#place < 0 ? undefined : { finding: this.#finding, end: this.#place };
  }

  /** Statements, each with its semicolon, until one of the words that close the block. */
  #body(...closing: readonly string[]): string {
    for (;;) {
      while (this.#isAt(';')) this.#place++;
      const word = at(this.#source, this.#place);
      if (this.#place < 0 || this.#place >= this.#to) return this.#fail();
      if (closing.includes(word) && !this.#isLabel()) return word;
      this.#compound();
      if (this.#place >= 0 && !this.#isAt(';')) return this.#fail();
    }
  }

  /** One statement, block, loop or branch. */
  #compound(): void {
    this.#depth++;
    if (this.#depth > depthLimit) this.#fail();
    else {
      if (this.#isLabel()) {
        this.#labels.add(nameAt(this.#source, this.#place));
        this.#variables.add(`${nameAt(this.#source, this.#place)}.`);
        this.#place += 2;
      }
      this.#afterLabel();
    }
    this.#depth--;
  }

  #afterLabel(): void {
    const head = at(this.#source, this.#place);
    if (head === 'BEGIN') this.#block();
    else if (head === 'IF') this.#branches('IF', 'ELSEIF');
    else if (head === 'CASE') this.#branches('CASE', 'WHEN');
    else if (head === 'WHILE' || head === 'FOR') this.#loop(head, 'DO');
    else if (head === 'LOOP') this.#loop('LOOP', 'LOOP');
    else if (head === 'REPEAT') this.#repeat();
    else if (head === 'DECLARE' && this.#isHandler()) this.#handler();
    else this.#statement();
  }

  #block(): void {
    this.#take('BEGIN');
    if (this.#isAt('NOT')) this.#take('NOT', 'ATOMIC');
    else if (this.#isAt('ATOMIC')) this.#place++;
    this.#body('END');
    this.#take('END');
    this.#endLabel();
  }

  #loop(kind: string, opening: string): void {
    if (kind !== opening) this.#skipTo(opening);
    this.#take(opening);
    this.#body('END');
    this.#take('END', kind);
    this.#endLabel();
  }

  #repeat(): void {
    this.#take('REPEAT');
    this.#body('UNTIL');
    this.#skipTo('END');
    this.#take('END', 'REPEAT');
    this.#endLabel();
  }

  /** `IF … THEN … ELSEIF … THEN … ELSE … END IF`, and the same of CASE and WHEN. */
  #branches(kind: string, next: string): void {
    if (kind === 'CASE') this.#skipTo(next);
    for (let word = at(this.#source, this.#place); word !== 'END' && this.#place >= 0; ) {
      if (word !== 'ELSE') this.#skipTo('THEN');
      this.#take(word === 'ELSE' ? 'ELSE' : 'THEN');
      word = word === 'ELSE' ? this.#body('END') : this.#body(next, 'ELSE', 'END');
    }
    this.#take('END', kind);
  }

  #isHandler(): boolean {
    const kind = at(this.#source, this.#place + 1);
    return ['EXIT', 'CONTINUE', 'UNDO'].includes(kind) && at(this.#source, this.#place + 2) === 'HANDLER';
  }

  /** `DECLARE EXIT HANDLER FOR conditions statement`. */
  #handler(): void {
    this.#place += 3;
    this.#take('FOR');
    this.#condition();
    while (this.#isAt(',')) {
      this.#place++;
      this.#condition();
    }
    this.#compound();
  }

  /** `SQLSTATE [VALUE] '…'`, `NOT FOUND`, `SQLEXCEPTION` or the name of a condition. */
  #condition(): void {
    if (this.#isAt('NOT')) this.#take('NOT', 'FOUND');
    else if (this.#isAt('SQLSTATE') && this.#textAt(this.#afterSqlstate())) {
      this.#place = this.#afterSqlstate();
      while (this.#textAt(this.#place)) this.#place++;
    } else if (this.#place >= 0) {
      // A condition may be called SQLSTATE, too.
      this.#place++;
      while (this.#isAt('.')) this.#place += 2;
    }
  }

  #afterSqlstate(): number {
    return this.#place + (at(this.#source, this.#place + 1) === 'VALUE' ? 2 : 1);
  }

  #textAt(place: number): boolean {
    return place < this.#to && this.#source.tokens[place]?.kind === 'string';
  }

  #statement(): void {
    if (this.#place < 0) return;
    const from = this.#place;
    let to = from;
    while (to < this.#to && at(this.#source, to) !== ';') to++;
    this.#place = to < this.#to ? to : -1;
    const range = { from, to };
    for (const name of declaredIn(this.#source, range)) this.#variables.add(name);
    this.#finding = strictest(this.#finding, leafAt(this.#source, range, this.#labels));
  }

  /** From the word here, over an expression or a query, to a word of the same depth of brackets and of CASE. */
  #skipTo(word: string): void {
    if (this.#place < 0) return;
    let cases = 0;
    const first = word === 'END' ? this.#place : this.#place + 1;
    for (let place = first; place < this.#to; place = step(this.#source, place)) {
      const here = at(this.#source, place);
      if (here === ';') break;
      if (at(this.#source, place - 1) === '.') continue;
      if (cases === 0 && here === word) {
        this.#look({ from: first, to: place });
        this.#place = place;
        return;
      }
      if (here === 'CASE') cases++;
      else if (here === 'END') cases--;
    }
    this.#fail();
  }

  /** An expression, or the query of a FOR: no statement may begin inside. */
  #look(range: Range): void {
    const isFor = at(this.#source, range.from - 1) === 'FOR';
    if (isFor) for (const name of rowOf(this.#source, range)) this.#variables.add(name);
    const stray = isFor ? forQuery(this.#source, range) : strayIn(this.#source, range);
    if (stray !== undefined) this.#finding = strictest(this.#finding, stray);
  }

  #endLabel(): void {
    const kind = this.#source.tokens[this.#place]?.kind;
    if (this.#place >= 0 && this.#place < this.#to && (kind === 'word' || kind === 'name')) this.#place++;
  }

  #isLabel(): boolean {
    const kind = this.#source.tokens[this.#place]?.kind;
    const isName = kind === 'word' || kind === 'name';
    return isName && at(this.#source, this.#place + 1) === ':' && labelled.has(at(this.#source, this.#place + 2));
  }

  #isAt(word: string): boolean {
    return this.#place >= 0 && this.#place < this.#to && at(this.#source, this.#place) === word;
  }

  #take(...words: readonly string[]): void {
    if (this.#place < 0) return;
    if (stands(this.#source, this.#place, ...words) && this.#place + words.length <= this.#to)
      this.#place += words.length;
    else this.#fail();
  }

  #fail(): string {
    this.#place = -1;
    return '';
  }
}
