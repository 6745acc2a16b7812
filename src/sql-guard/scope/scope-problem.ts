import type { Token } from '../token.ts';
export type Defaults = { readonly catalog?: string; readonly schema?: string };
export type ScopeProblem = {
  readonly code: 'OUT_OF_SCOPE' | 'SCOPE_UNCLEAR';
  readonly at: number;
  readonly words: string;
};
export function scopeProblem(
  _tokens: readonly Token[],
  _scope: readonly string[],
  _defaults: Defaults,
): ScopeProblem | undefined {
  return { code: 'SCOPE_UNCLEAR', at: 0, words: '' };
}
