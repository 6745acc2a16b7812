import { beforeAll, expect, test } from 'vitest';
import { lookAtCell } from '../../../src/notebooks/guard/look-at-cell.ts';
import { cells, type MadeCell } from './cell-grammar.ts';
import { reachedByPython } from './reached-by-python.ts';

const count = 1000;
type Case = MadeCell & Awaited<ReturnType<typeof reachedByPython>>[number] & { look: ReturnType<typeof lookAtCell> };
let cases: readonly Case[] = [];
beforeAll(async () => {
  const made = cells(20261121, count);
  const reached = await reachedByPython(made.map(({ source }) => source));
  cases = made.flatMap((cell, index) => {
    const python = reached[index];
    return python === undefined ? [] : [{ ...cell, ...python, look: lookAtCell(cell.source) }];
  });
});

test('the cells are Python, and send SQL', () => {
  expect(cases.filter(({ read }) => read !== null).length).toBeGreaterThan(count * 0.8);
  expect(cases.filter(({ ran }) => ran.length > 0).length).toBeGreaterThan(count * 0.7);
});

test('nothing reaches the engine that was neither judged nor told', () => {
  const silent = cases.filter(({ ran, look: { literals, unseen } }) => {
    const judged = new Set(literals.map(({ sql }) => sql));
    return unseen.length === 0 && ran.some((sql) => !judged.has(sql));
  });
  expect(silent.map(({ source }) => source)).toEqual([]);
});

test('each constant text that a call is given is judged, and is in the lines in which Python has it', () => {
  const wrong = cases.flatMap(({ source, read, look: { literals } }) =>
    (read ?? [])
      .filter(([sql, first, last]) => {
        const isThere = (line: number) => line >= (first ?? 1) && line <= (last ?? line);
        return !literals.some((literal) => literal.sql === sql && isThere(literal.lineAt(0)));
      })
      .map(([sql, first]) => ({ source, sql, first })),
  );
  expect(wrong).toEqual([]);
});

test('where all can be read, nothing is told', () => {
  const alarms = cases.filter(({ isPlain, read, look: { unseen } }) => isPlain && read !== null && unseen.length > 0);
  expect(alarms.map(({ source, look: { unseen } }) => ({ source, unseen }))).toEqual([]);
});
