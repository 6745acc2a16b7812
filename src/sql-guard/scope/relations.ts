import { at, nameEnd, type Range, type Source } from '../classify/source.ts';
import { afterWith, endOfWith } from '../classify/with.ts';
import { words } from '../words.ts';
import { beginsColumns, beginsList, beginsNext } from './clause-end.ts';
import { isDistinctFrom, isNamed } from './operand.ts';
import { isOfAnotherTime, isStructure, type Relation, relationAt, unseen } from './relation.ts';
import { isRow } from './row.ts';

/** Functions that make rows from their arguments alone. Others may read anything. */
const harmless = words(
  'RANGE EXPLODE EXPLODE_OUTER POSEXPLODE POSEXPLODE_OUTER INLINE INLINE_OUTER STACK JSON_TUPLE VARIANT_EXPLODE ' +
    'VARIANT_EXPLODE_OUTER AI_FORECAST SQL_KEYWORDS COLLATIONS',
);
const queryHeads = words('SELECT WITH FROM VALUES TABLE');
const notTables = words('FROM AS WHERE');
const notBehindHead = words(') . ,');
/** Of a table, before a bracket. */
const shaping = words('PIVOT UNPIVOT TABLESAMPLE MATCH_RECOGNIZE');
/** Before TABLE: a query or a target begins. */
const beforeTable = words('UNION EXCEPT INTERSECT MINUS ALL DISTINCT NAME AS INTO OVERWRITE => ( )');

/** One level of brackets. */
type Level = {
  /** Arguments and expressions, in which FROM is a part of `extract(… FROM …)` and the like. */
  readonly isExpression: boolean;
  /** What commas separate here: tables, the rows of `FROM VALUES …` or tables behind them, or neither. */
  commas: 'tables' | 'rows' | 'none';
  /** Of the query here: whether its FROM and its SELECT have come, and which of them came first. */
  hasFrom: boolean;
  hasSelect: boolean;
  isFromFirst: boolean;
  /** A `WINDOW w AS (…)` has come, inside whose brackets Spark puts no query of a WITH for its name. */
  hasWindow: boolean;
  readonly isInWindow: boolean;
};

/**
 * Every table that a query names; a name without parts where one cannot be seen. Keywords may be names in Spark. So each
 * word that can stand before a table counts as such unless it is proved to be none, and a list of tables ends only with
 * what is proved to be the next clause.
 */
export function relationsFrom(source: Source, { from, to }: Range, isMerge = false): readonly Relation[] {
  const scan = new Scan(source, from);
  for (let index = from; index < to; ) index = scan.read(index, isMerge);
  scan.end(to);
  return scan.found;
}

class Scan {
  readonly found: Relation[] = [];
  readonly #source: Source;
  readonly #from: number;
  readonly #levels: Level[] = [level('none', false)];
  /** A table stands here, or LATERAL, STREAM, TABLE or brackets before it. */
  #expects = false;
  /** The table expected is written to. */
  #isTarget = false;
  /** For each place, the first word that is no opening bracket: `((a.b.c))` is a table, `((SELECT …))` a query. */
  readonly #inside: Int32Array;

  constructor(source: Source, from: number) {
    this.#source = source;
    this.#from = from;
    this.#inside = new Int32Array(source.tokens.length + 1).fill(source.tokens.length);
    for (let index = source.tokens.length - 1; index >= 0; index--) {
      this.#inside[index] = at(source, index) === '(' ? (this.#inside[index + 1] ?? index) : index;
    }
  }

  /** Reads what stands at a place. Gives the place behind it. */
  read(index: number, isMerge: boolean): number {
    const here = this.#levels.at(-1);
    const word = at(this.#source, index);
    if (here === undefined) {
      this.found.push(unseen(index));
      this.#levels.push(level('none', false));
    } else if (word === '(') this.#open(index);
    else if (word === ')') {
      this.end(index);
      this.#levels.pop();
    } else if (this.#expects) return this.#table(index, here);
    else if (!isNamed(this.#source, index)) {
      const isSource = isMerge && word === 'USING' && this.#levels.length === 1;
      this.#word(word, index, here, isSource);
    }
    return index + 1;
  }

  /** A table that is still expected where a text or its brackets end was something that looked like a word before one. */
  end(index: number): void {
    if (this.#expects) this.found.push(unseen(index - 1));
    this.#expects = false;
  }

  #open(index: number): void {
    const head = this.#inside[index] ?? index;
    const isName = this.#expects && this.#isName(head);
    const isQuery = queryHeads.has(at(this.#source, head)) && !isName;
    const isTables = this.#expects && !isQuery;
    const here = this.#levels.at(-1);
    if (here !== undefined)
      here.hasWindow ||= at(this.#source, index - 1) === 'AS' && at(this.#source, index - 3) === 'WINDOW';
    const isInWindow = here !== undefined && (here.isInWindow || here.hasWindow);
    this.#levels.push(level(isTables ? 'tables' : 'none', !isQuery && !isTables, isInWindow));
    this.#expects = isTables;
  }

  /** Where tables stand, `(select)`, `(values.x.y)` and `(with PIVOT …)` are tables. */
  #isName(head: number): boolean {
    const source = this.#source;
    if (at(source, head) === 'WITH')
      return !afterWith.has(at(source, endOfWith(source, { from: head, to: source.tokens.length })));
    const [next, then] = [at(source, head + 1), at(source, head + 2)];
    if (notBehindHead.has(next) || next === 'AS' || isOfAnotherTime(source, head + 1)) return true;
    if (next === 'WATERMARK') return at(source, head + 3) === 'DELAY';
    return shaping.has(next) && /^(\(|INCLUDE|EXCLUDE)$/.test(then);
  }

  #word(word: string, index: number, here: Level, isMergeSource: boolean): void {
    const source = this.#source;
    if (word === ',') this.#expects = here.commas === 'tables' || (here.commas === 'rows' && !isRow(source, index + 1));
    else if (word === 'FROM') {
      if (here.isExpression || isDistinctFrom(source, index)) return;
      here.isFromFirst = !here.hasSelect;
      here.hasFrom = true;
      here.commas = 'tables';
      this.#expect(index === this.#from + 1 && at(source, this.#from) === 'DELETE');
    } else if (word === 'JOIN' || word === 'INTO' || isMergeSource) {
      // In `(select x JOIN a.b.c)` a table is called `select`.
      if (here.isExpression || (word === 'JOIN' && here.hasSelect && !here.hasFrom)) this.found.push(unseen(index));
      if (word === 'JOIN') here.commas = 'tables';
      this.#expect(word === 'INTO');
    } else if (word === 'OVERWRITE' && at(source, index - 1) === 'INSERT') this.#expect(true);
    else if (word === 'TABLE') {
      if (this.#takesTable(index)) this.#expect(false);
    } else if (word === 'SELECT') this.#select(index, here);
    else if (beginsNext(source, index)) {
      here.commas = 'none';
      here.hasSelect = false;
      // `FROM s INSERT … SELECT … INSERT … SELECT …` has one FROM for all of them.
      here.hasFrom &&= word === 'INSERT';
    } else if (beginsList(source, index)) here.commas = 'none';
  }

  #expect(isTarget: boolean): void {
    this.#expects = true;
    this.#isTarget = isTarget;
  }

  /** The SELECT of a query that began with FROM ends the list of tables; a later one is a name. */
  #select(index: number, here: Level): void {
    if (!here.hasFrom) {
      here.hasSelect = true;
      here.commas = 'none';
    } else if (here.isFromFirst) {
      if (here.hasSelect || !beginsColumns(this.#source, index)) this.found.push(unseen(index));
      here.hasSelect = true;
      here.commas = 'none';
    }
  }

  #table(index: number, here: Level): number {
    const source = this.#source;
    const [word, next] = [at(source, index), source.tokens[index + 1]];
    if (word === 'LATERAL' && next !== undefined && !this.#isTarget) {
      if (next.upper === '(' && !this.#beginsQuery(index + 1)) this.found.push(unseen(index));
      return index + 1;
    }
    const isInto = this.#isTarget && /^(INTO|OVERWRITE)$/.test(at(source, index - 1));
    if (word === 'TABLE' && isInto && this.#takesTable(index)) return index + 1;
    this.#expects = false;
    const beginsRows = next?.upper === '(' || next?.kind === 'number' || next?.kind === 'string';
    if (word === 'VALUES' && beginsRows && !this.#isTarget) {
      here.commas = 'rows';
      return index + 1;
    }
    const isNamed = !isStructure(next?.upper ?? '') || at(source, index + 2) === '.';
    const isStream = word === 'STREAM' && this.#beginsName(index + 1) && isNamed;
    if (word === 'STREAM' && nameEnd(source, index + 2, source.tokens.length) === source.partner[index + 1]) {
      this.#expects = true;
      return index + 1;
    }
    // `STREAM where` is a stream of the table `where`, or the table `stream` with a condition.
    if (word === 'STREAM' && !isNamed) this.found.push(unseen(index));
    const relation = relationAt(source, isStream ? index + 1 : index);
    const isStored = relation.isStored || isStream || this.#isTarget || here.isInWindow;
    const isCall = at(source, relation.to) === '(' && !this.#isTarget && relation.parts !== undefined;
    const isHarmless = isCall && relation.parts?.length === 1 && harmless.has(word);
    if (!isHarmless) this.found.push({ ...relation, isStored, parts: isCall ? undefined : relation.parts });
    this.#isTarget = false;
    return this.#aliasEnd(relation.to);
  }

  /** Behind `AS alias`, whatever word the alias is; `AS` itself may be the alias, too. */
  #aliasEnd(index: number): number {
    const kind = this.#source.tokens[index + 1]?.kind;
    const alias = at(this.#source, index + 1);
    if (at(this.#source, index) !== 'AS' || (kind !== 'word' && kind !== 'name')) return index;
    const opens = /^(FROM|TABLE|INTO)$/.test(alias) && this.#takesTable(index + 1);
    return opens || joining.has(alias) ? index + 1 : index + 2;
  }

  /** Whether a table follows this word `TABLE`, and it is no column. */
  #takesTable(index: number): boolean {
    const source = this.#source;
    if (at(source, index + 1) === '(') return true;
    if (!this.#beginsName(index + 1)) return false;
    if (!notTables.has(at(source, index + 1)) || at(source, index + 2) === '.') return true;
    const before = at(source, index - 1);
    const isLast = index + 2 >= source.tokens.length || at(source, index + 2) === ')';
    return index === 0 || isLast || (beforeTable.has(before) && at(source, index - 2) !== 'SELECT');
  }

  /** Whether a query stands behind a bracket, and not the arguments of a function called `lateral`. */
  #beginsQuery(open: number): boolean {
    const head = this.#inside[open] ?? open;
    const [word, next] = [at(this.#source, head), at(this.#source, head + 1)];
    return queryHeads.has(word) && !notBehindHead.has(next) && !(word === 'TABLE' && next === '(');
  }

  #beginsName(index: number): boolean {
    return nameEnd(this.#source, index, this.#source.tokens.length) > index;
  }
}

/** Spark takes none of these for the alias of a table. Source: `strictNonReserved` of its grammar. */
const joining = words(
  'ANTI CROSS EXCEPT FULL INNER INTERSECT JOIN LATERAL LEFT NATURAL ON RIGHT SEMI MINUS UNION USING',
);

function level(commas: Level['commas'], isExpression: boolean, isInWindow = false): Level {
  const nothing = { hasFrom: false, hasSelect: false, isFromFirst: false, hasWindow: false };
  return { isExpression, commas, ...nothing, isInWindow };
}
