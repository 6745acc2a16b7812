import type { Finding, Rule } from './source.ts';
import { parse } from './source.ts';

/** A small tree, path to text, for one rule, and a part of what the rule says of it. */
export type Example = {
  readonly rule: Rule;
  readonly says: string;
  readonly files: Readonly<Record<string, string>>;
};

export function findingsOf({ rule, files }: Pick<Example, 'rule' | 'files'>): readonly Finding[] {
  return rule(Object.entries(files).map(([path, text]) => parse({ path, text })));
}
