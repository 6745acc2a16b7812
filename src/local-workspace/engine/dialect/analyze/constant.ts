/** Whether a node of which this holds stands anywhere in what is written. */
function some(node: unknown, holds: (node: object) => boolean): boolean {
  if (Array.isArray(node)) return node.some((each) => some(each, holds));
  if (typeof node !== 'object' || node === null) return false;
  return holds(node) || Object.values(node).some((each) => some(each, holds));
}

/** Whether a node of one of these kinds stands anywhere in what is written. */
export const contains = (node: unknown, kinds: readonly string[]): boolean =>
  some(node, (each) => 'kind' in each && typeof each.kind === 'string' && kinds.includes(each.kind));

/** Whether a function of one of these names is called anywhere in what is written. */
export const callsAny = (node: unknown, names: RegExp): boolean =>
  some(node, (each) => 'kind' in each && each.kind === 'call' && 'name' in each && names.test(String(each.name)));

/** Whether an expression is the same for every row: no column or query stands in it, and no window. */
export function isConstant(node: object): boolean {
  if (contains(node, ['column', 'star', 'scalar', 'exists', 'in-query'])) return false;
  return !('window' in node && node.window !== undefined);
}
