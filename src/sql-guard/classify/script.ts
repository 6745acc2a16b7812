import { type Finding, found, strictest } from './finding.ts';
import { setInScriptAt } from './set.ts';
import { at, type Range, type Source, stands, step } from './source.ts';
import { statementAt } from './statement.ts';
import { endOfWith } from './with.ts';

/** Blocks deeper than this are not followed. */
const depthLimit = 100;

const cursorWords: ReadonlySet<string> = new Set('OPEN FETCH CLOSE LEAVE ITERATE SIGNAL RESIGNAL RETURN'.split(' '));

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
const labelled: ReadonlySet<string> = new Set(['BEGIN', 'WHILE', 'LOOP', 'REPEAT', 'FOR']);
const structure: ReadonlySet<string> = new Set(['THEN', 'DO', 'ELSE', 'ELSEIF', 'UNTIL']);
const none: ReadonlySet<string> = new Set();
const mergeActions: ReadonlySet<string> = new Set(['UPDATE', 'INSERT', 'DELETE']);

/**
 * Where a word of the structure stands inside a plain statement; -1 where none does. Such words may be names in Spark:
 * in `FOR r AS SELECT do FROM t DO DROP …` the statement could begin later than it seems.
 */
function insideLeaf(source: Source, { from, to }: Range): number {
  const actions = isMerge(source, { from, to }) ? mergeActions : none;
  let cases = 0;
  for (let index = from; index < to; index = step(source, index)) {
    const word = at(source, index);
    if (at(source, index - 1) === '.') continue;
    if (word === 'CASE') cases++;
    else if (word === 'END') cases--;
    else if (cases <= 0 && structure.has(word) && !(word === 'THEN' && actions.has(at(source, index + 1))))
      return index;
  }
  return cases === 0 ? -1 : from;
}

/** A MERGE, with or without a list of queries before it: its actions follow THEN. */
function isMerge(source: Source, range: Range): boolean {
  const head = at(source, range.from) === 'WITH' ? endOfWith(source, range) : range.from;
  return head >= 0 && at(source, head) === 'MERGE';
}

function leafAt(source: Source, range: Range): Finding {
  const head = at(source, range.from);
  const isDiagnostics = head === 'GET' && /^(DIAGNOSTICS|CURRENT|STACKED)$/.test(at(source, range.from + 1));
  if (cursorWords.has(head) || isDiagnostics) return found('READS', range.from);
  return head === 'SET' ? setInScriptAt(source, range) : statementAt(source, range);
}

/** Follows the structure of a script. `place` becomes -1 where something else stands than must. */
class Reader {
  readonly #source: Source;
  readonly #to: number;
  #place: number;
  #depth = 0;
  #finding: Finding;

  constructor(source: Source, { from, to }: Range) {
    this.#source = source;
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
      if (this.#isLabel()) this.#place += 2;
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
    return (kind === 'EXIT' || kind === 'CONTINUE') && at(this.#source, this.#place + 2) === 'HANDLER';
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
    else if (this.#isAt('SQLSTATE')) this.#place += at(this.#source, this.#place + 1) === 'VALUE' ? 3 : 2;
    else if (this.#place >= 0) {
      this.#place++;
      while (this.#isAt('.')) this.#place += 2;
    }
  }

  #statement(): void {
    if (this.#place < 0) return;
    const from = this.#place;
    let to = from;
    while (to < this.#to && at(this.#source, to) !== ';') to++;
    this.#place = to < this.#to ? to : -1;
    const range = { from, to };
    const inside = insideLeaf(this.#source, range);
    this.#finding = strictest(this.#finding, inside < 0 ? leafAt(this.#source, range) : found('BROKEN_SCRIPT', inside));
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
        this.#place = place;
        return;
      }
      if (here === 'CASE') cases++;
      else if (here === 'END') cases--;
    }
    this.#fail();
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
