import { randomBytes } from 'node:crypto';
import { cannotCompute } from '../sql-error.ts';

/** Nobody can write it into a text of a statement. */
const MARK = `anew ${randomBytes(8).toString('hex')}`;
const MARKS = new RegExp(`/\\* ${MARK} \\d+ \\*/`, 'g');
let made = 0;

/** Engine SQL that gives another value wherever it stands and for each row: it gets a mark of its own. */
export function anew(sql: string): string {
  made += 1;
  return `${sql} /* ${MARK} ${made} */`;
}

const marksOf = (sql: string): readonly string[] => (sql.includes(MARK) ? (sql.match(MARKS) ?? []) : []);

/** Whether engine SQL would not be the same value where it stands twice. */
export const isAnew = (sql: string): boolean => sql.includes(MARK);

const isTwice = (sql: string): boolean => {
  const marks = marksOf(sql);
  return new Set(marks).size < marks.length;
};

export function refuseAnew(sql: string, what: string, at: number): void {
  if (isAnew(sql)) throw cannotCompute(`${what} of a random value`, at);
}

/** Where one random value would be computed twice, and no name can be given to it. */
export function refuseTwice(sql: string, what: string, at?: number): void {
  if (isTwice(sql)) throw cannotCompute(what, at);
}

const QUOTED = /'[^']*'|"[^"]*"/g;

/** For each random value the expression it is a part of so far, which may be computed once and given a name. */
export class Draws {
  private readonly parts = new Map<string, string>();

  /** From here on `sql` is one of the parts of what it stands in. */
  keep(sql: string): void {
    for (const mark of marksOf(sql)) this.parts.set(mark, sql);
  }

  /** What a lambda computes for each item has no name outside. */
  release(sql: string): void {
    for (const mark of marksOf(sql)) this.parts.delete(mark);
  }

  /**
   * Engine SQL in which each random part is computed once: one that stands there twice, or in a lambda, is bound to a
   * name. A lambda that draws for itself stands beside a value that the engine knows to be random, for into a lambda it
   * does not look before it moves an expression or makes one of two.
   */
  once(sql: string, what: string, at: number): string {
    if (!isAnew(sql)) return sql;
    let rest = sql;
    let isNeeded = false;
    const cells: string[] = [];
    made += 1;
    const name = `anew${made}`;
    for (const part of new Set(marksOf(sql).flatMap((mark) => this.parts.get(mark) ?? []))) {
      const pieces = rest.split(part);
      isNeeded ||= pieces.length > 2;
      rest = pieces.join(`${name}.f${cells.length}`);
      cells.push(part);
    }
    const plain = rest.replace(QUOTED, '');
    isNeeded ||= /\blambda\b/.test(plain);
    if (!isNeeded) return sql;
    if (isTwice(rest) || /\bSELECT\b/.test(plain)) throw cannotCompute(`${what} of a random value`, at);
    if (isAnew(rest)) cells.push('random()');
    const given = cells.map((cell, index) => `f${index} := ${cell}`).join(', ');
    return `list_transform([struct_pack(${given})], lambda ${name}: ${rest})[1]`;
  }
}
