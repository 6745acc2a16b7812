import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { readCorpus } from './corpus.ts';

const cases = await readCorpus();

describe('the public corpus', () => {
  it.each(cases.map(({ sql, label, expect: may, why }) => [why, sql, label, may] as const))(
    '%s: %j',
    (_why, sql, label, may) => {
      expect(judge(sql, { policy: 'read', aiFunctions: 'allow' }).verdict).toBe(label === 'read' ? 'allow' : 'refuse');
      expect(judge(sql, { policy: 'update', aiFunctions: 'allow' }).verdict).toBe(may === 'allow' ? 'allow' : 'refuse');
      expect(judge(sql, { policy: 'none', aiFunctions: 'allow' }).verdict).toBe('refuse');
    },
  );
});
