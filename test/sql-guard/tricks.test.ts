import { expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { blocked, readable, writable } from './tricks.ts';

it.each(blocked)('blocks %s', (sql) => {
  expect(judge(sql, { policy: 'update', aiFunctions: 'allow' }).verdict).toBe('refuse');
});

it.each(readable)('reads %s', (sql) => {
  expect(judge(sql, { policy: 'read', aiFunctions: 'allow' })).toMatchObject({ verdict: 'allow', class: 'read' });
});

it.each(writable)('lets through %s', (sql) => {
  expect(judge(sql, { policy: 'update', aiFunctions: 'allow' })).toMatchObject({ verdict: 'allow', class: 'write' });
  expect(judge(sql, { policy: 'read', aiFunctions: 'allow' }).verdict).toBe('refuse');
});
