type Needing = { readonly name: string; readonly needs: readonly string[] };

/** A check and those that it needs, in the order of the list. */
export function withNeeds<C extends Needing>(checks: readonly C[], only: string): readonly C[] {
  const wanted = new Set([only]);
  for (const { name, needs } of checks.toReversed()) if (wanted.has(name)) for (const need of needs) wanted.add(need);
  return checks.filter(({ name }) => wanted.has(name));
}
